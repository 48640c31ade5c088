using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Notifications;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Pipeline.Tests.Notifications;

public sealed class NotificationCenterTests : IDisposable
{
    private readonly TradeMetrics metrics = new();
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();

    public NotificationCenterTests()
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter) && instrument.Name == "trading.notifications")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counts.AddOrUpdate($"{tags[0].Value} {tags[1].Value}", value, (_, sum) => sum + value));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        metrics.Dispose();
    }

    [Fact]
    public async Task TellOnce_TellsEachChannelWhatItWantsToKnow()
    {
        var (all, severe) = (new Channel("all-of-it"), new Channel("severe", Severity.Critical));
        var center = CreateSut(all, severe);
        center.Post(News("one", Severity.Info));
        center.Post(News("two", Severity.Critical));

        await center.TellOnce(CancellationToken.None);

        all.Told.Select(notice => notice.Notification.Key).ShouldBe(["one", "two"]);
        severe.Told.Select(notice => notice.Notification.Key).ShouldBe(["two"]);
        counts["all-of-it sent"].ShouldBe(2);
    }

    [Fact]
    public async Task TellOnce_AChannelThatFails_IsCountedAndCostsTheOthersNothing()
    {
        var good = new Channel("good");
        var center = CreateSut(new Channel("bad", failure: new InvalidOperationException("https://secret")), good);
        center.Post(News("one"));

        await center.TellOnce(CancellationToken.None);

        good.Told.Count.ShouldBe(1);
        counts["bad failed"].ShouldBe(1);
    }

    [Fact]
    public async Task TellOnce_AChannelThatHangs_IsGivenItsTimeAndNoMore()
    {
        var good = new Channel("good");
        var center = CreateSut(new Channel("hung", hangs: true), good);
        center.Post(News("one"));

        await center.TellOnce(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        good.Told.Count.ShouldBe(1);
        counts["hung failed"].ShouldBe(1);
    }

    [Fact]
    public void Post_MoreThanIsHeld_DropsAndCountsButKeepsRoomForTheCritical()
    {
        var center = CreateSut(new Channel("any"));
        for (var i = 0; i < NotificationCenter.Capacity; i++)
        {
            center.Post(News($"{i}"));
        }

        counts["all dropped"].ShouldBe(100);
        center.Post(News("important", Severity.Critical));
        counts["all dropped"].ShouldBe(100);
    }

    [Fact]
    public async Task TellOnce_Repeats_AreCountedAsGrouped()
    {
        var channel = new Channel("any");
        var center = CreateSut(channel);
        for (var i = 0; i < 5; i++)
        {
            center.Post(News("same"));
        }

        await center.TellOnce(CancellationToken.None);

        channel.Told.Count.ShouldBe(1);
        counts["all grouped"].ShouldBe(4);
    }

    private NotificationCenter CreateSut(params INotificationChannel[] channels) =>
        new(new NoticePolicy(TimeSpan.FromMinutes(5), 1000), channels, metrics, TimeProvider.System, TimeZoneInfo.Utc, TimeSpan.FromMilliseconds(200), NullLogger<NotificationCenter>.Instance);

    private static Notification News(string key, Severity severity = Severity.Info) => new(severity, key, "title", "text");

    private sealed class Channel(string name, Severity least = Severity.Info, Exception? failure = null, bool hangs = false) : INotificationChannel
    {
        public List<Notice> Told { get; } = [];

        public string Name => name;

        public Severity Least => least;

        public async Task Send(Notice notice, CancellationToken cancellationToken)
        {
            if (hangs)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            if (failure is not null)
            {
                throw failure;
            }

            Told.Add(notice);
        }
    }
}
