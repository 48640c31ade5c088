using TradingFunctions.Api.Health;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Live;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Api.Live;

/// <summary>How old prices are.</summary>
/// <param name="AgeSeconds">Of the oldest price in use, on the host's clock; null while the market is closed, or before the first look.</param>
/// <param name="Stale">Older than <c>notify.staleData</c>.</param>
public sealed record DataHealth(double? AgeSeconds, bool Stale);

/// <summary>The host and the session under way, or the next one.</summary>
/// <param name="IsOpen">Whether the exchange is open.</param>
/// <param name="Broker">Null where its calls are not observed.</param>
public sealed record HostView(
    string Mode, ReadinessPart[] Parts, DateOnly Session, DateTime OpenUtc, DateTime CloseUtc, bool IsOpen, DataHealth Data, BrokerHealth? Broker, HostSetup Setup);

/// <summary>The host under <c>host</c>.</summary>
public sealed class LiveHost(IReadiness readiness, HostGauges gauges, TradingOptions options, TimeProvider clock, ObservedBroker? broker = null) : ILiveSource
{
    public string Section => "host";

    public TimeSpan Every => LivePublisher.Step;

    public ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var session = ExchangeCalendar.SessionAtOrAfter(now);
        var age = gauges.Last?.DataAge;
        var view = new HostView(
            readiness.Mode, readiness.Parts(), session.Date, session.OpenUtc, session.CloseUtc, session.OpenUtc <= now,
            new DataHealth(age is { } known ? Math.Round(known.TotalSeconds) : null, age > options.Notify.StaleData), broker?.Health, readiness.Setup);
        return ValueTask.FromResult<IReadOnlyCollection<LiveDocument>>([LiveJson.Document(Section, Section, view, ApiJson.Default.HostView)]);
    }
}
