using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Pipeline.Live;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Pipeline.Tests.Live;

public sealed class LiveFeedTests
{
    private static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);

    private readonly LiveFeed feed = new(new ManualClock(Now));

    [Fact]
    public void Since_OfAnyReaderWhoComesWhenItCan_LeadsToTheNewestView() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(),
        bytes =>
        {
            var sut = new LiveFeed(new ManualClock(Now));
            var screen = new LiveScreen();
            screen.Apply(sut.Snapshot());
            foreach (var value in bytes)
            {
                // The low bits say what happens to which document; a high bit lets the screen read.
                sut.Publish(Now, [Change($"d{value & 7}", (value & 8) == 0 ? $"{{\"n\":{value}}}" : null)]);
                if ((value & 64) != 0)
                {
                    screen.Apply(sut.Since(screen.Sequence)!);
                }
            }

            if (sut.Since(screen.Sequence) is { } last)
            {
                screen.Apply(last);
            }

            var fresh = new LiveScreen();
            fresh.Apply(sut.Snapshot());
            screen.Shown.ShouldBe(fresh.Shown);
            screen.Sequence.ShouldBe(fresh.Sequence);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, "delta")]
    [InlineData(LiveFeed.KeptSteps, "delta")]
    [InlineData(LiveFeed.KeptSteps + 1, "snapshot")]
    public void Since_OfAReaderSoManyStepsBehind_IsADeltaWhileStepsAreKept(int behind, string kind)
    {
        var screen = new LiveScreen();
        screen.Apply(feed.Snapshot());
        for (var i = 0; i < behind; i++)
        {
            feed.Publish(Now, [Change("d", $"{i}")]);
        }

        screen.Apply(feed.Since(screen.Sequence)!);

        screen.Kinds[^1].ShouldBe(kind);
        screen.Shown.ShouldBe($"s/d={behind - 1}");
    }

    [Fact]
    public void Since_TheNewestNumber_IsNothing() => feed.Since(feed.View.Sequence).ShouldBeNull();

    [Fact]
    public void Since_ANumberOfAnotherProcess_IsTheWholeView()
    {
        feed.Publish(Now, [Change("d", "1")]);
        var screen = new LiveScreen();

        screen.Apply(feed.Since(feed.View.Sequence + 40)!);

        screen.Kinds.ShouldBe(["snapshot"]);
    }

    [Fact]
    public void NewFeed_BeginsPastTheNumbersOfAnEarlierOne() =>
        new LiveFeed(new ManualClock(Now.AddSeconds(1))).View.Sequence.ShouldBeGreaterThan(feed.View.Sequence + 4);

    [Fact]
    public async Task NewerThan_CompletesWithTheNextView()
    {
        var newer = feed.NewerThan(feed.View.Sequence, CancellationToken.None);
        newer.IsCompleted.ShouldBeFalse();

        feed.Publish(Now, []);

        await newer.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static LiveChange Change(string id, string? json) => new(new LiveKey("s", id), json is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(json));
}
