using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Pipeline.Live;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Pipeline.Tests.Live;

public sealed class LivePublisherTests : IDisposable
{
    private readonly ManualClock clock = new(new DateTime(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc));
    private readonly Source orders = new("orders", TimeSpan.FromMilliseconds(250));
    private readonly Source monitors = new("monitors", TimeSpan.FromSeconds(1));
    private readonly LiveFeed feed;
    private readonly LivePublisher publisher;

    public LivePublisherTests()
    {
        feed = new LiveFeed(clock);
        publisher = new LivePublisher(feed, [orders, monitors], clock, clock, NullLogger<LivePublisher>.Instance);
    }

    public void Dispose() => publisher.Dispose();

    [Fact]
    public async Task PublishOnce_NothingChanged_PublishesNothingUntilASignOfLifeIsDue()
    {
        await publisher.PublishOnce(CancellationToken.None);
        var sequence = feed.View.Sequence;

        clock.Advance(LivePublisher.SignOfLife - TimeSpan.FromMilliseconds(1));
        await publisher.PublishOnce(CancellationToken.None);
        feed.View.Sequence.ShouldBe(sequence);

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await publisher.PublishOnce(CancellationToken.None);
        feed.View.Sequence.ShouldBe(sequence + 1);
    }

    [Fact]
    public async Task PublishOnce_ASourceAskedLessOften_IsLeftAloneUntilItsTime()
    {
        await publisher.PublishOnce(CancellationToken.None);

        clock.Advance(LivePublisher.Step);
        await publisher.PublishOnce(CancellationToken.None);

        orders.Reads.ShouldBe(2);
        monitors.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task PublishOnce_ADocumentThatIsGone_LeavesTheView()
    {
        orders.Documents["a"] = "1";
        orders.Documents["b"] = "2";
        await publisher.PublishOnce(CancellationToken.None);

        orders.Documents.Remove("a");
        clock.Advance(LivePublisher.Step);
        await publisher.PublishOnce(CancellationToken.None);

        Shown().ShouldBe("orders/b=2");
    }

    [Fact]
    public async Task PublishOnce_ASourceThatFails_KeepsItsSectionAndTheOthersGoOn()
    {
        orders.Documents["a"] = "1";
        await publisher.PublishOnce(CancellationToken.None);

        orders.Failure = new InvalidOperationException("gone");
        monitors.Documents["m"] = "3";
        clock.Advance(TimeSpan.FromSeconds(1));
        await publisher.PublishOnce(CancellationToken.None);

        Shown().ShouldBe("failed/orders={\"sinceUtc\":\"2024-03-06T15:00:01Z\",\"reason\":\"gone\"}\nmonitors/m=3\norders/a=1");
    }

    [Fact]
    public async Task PublishOnce_ASourceThatGoesOnFailing_SaysSinceWhenAndTheLastReason_UntilItIsBack()
    {
        orders.Failure = new InvalidOperationException("gone");
        await publisher.PublishOnce(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(1));
        orders.Failure = new TimeoutException("slow");
        await publisher.PublishOnce(CancellationToken.None);
        Shown().ShouldBe("failed/orders={\"sinceUtc\":\"2024-03-06T15:00:00Z\",\"reason\":\"slow\"}");

        orders.Failure = null;
        orders.Documents["a"] = "1";
        clock.Advance(TimeSpan.FromSeconds(1));
        await publisher.PublishOnce(CancellationToken.None);

        Shown().ShouldBe("orders/a=1");
    }

    [Fact]
    public async Task PublishOnce_ASourceThatGivesUpByItself_HasFailedAndHoldsNobodyUp()
    {
        orders.Failure = new OperationCanceledException("took too long");
        monitors.Documents["m"] = "3";

        await publisher.PublishOnce(CancellationToken.None);

        Shown().ShouldBe("failed/orders={\"sinceUtc\":\"2024-03-06T15:00:00Z\",\"reason\":\"took too long\"}\nmonitors/m=3");
    }

    [Fact]
    public async Task Refresh_AfterALongSilence_ShowsWhatIsTrueNow()
    {
        await publisher.PublishOnce(CancellationToken.None);
        orders.Documents["a"] = "1";
        clock.Advance(TimeSpan.FromMinutes(1));

        await publisher.Refresh(CancellationToken.None);

        Shown().ShouldBe("orders/a=1");
    }

    private string Shown()
    {
        var screen = new LiveScreen();
        screen.Apply(feed.Snapshot());
        return screen.Shown;
    }

    private sealed class Source(string section, TimeSpan every) : ILiveSource
    {
        public SortedDictionary<string, string> Documents { get; } = new(StringComparer.Ordinal);

        public Exception? Failure { get; set; }

        public int Reads { get; private set; }

        public string Section => section;

        public TimeSpan Every => every;

        public ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken)
        {
            Reads++;
            return Failure is null
                ? ValueTask.FromResult<IReadOnlyCollection<LiveDocument>>([.. Documents.Select(pair => new LiveDocument(new LiveKey(section, pair.Key), Encoding.UTF8.GetBytes(pair.Value)))])
                : throw Failure;
        }
    }
}
