using TradingFunctions.Api.Health;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Api.Live;

/// <summary>The host and the session under way, or the next one.</summary>
/// <param name="IsOpen">Whether the exchange is open.</param>
public sealed record HostView(string Mode, ReadinessPart[] Parts, DateOnly Session, DateTime OpenUtc, DateTime CloseUtc, bool IsOpen);

/// <summary>The host under <c>host</c>.</summary>
public sealed class LiveHost(IReadiness readiness, TimeProvider clock) : ILiveSource
{
    public string Section => "host";

    public TimeSpan Every => LivePublisher.Step;

    public ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var session = ExchangeCalendar.SessionAtOrAfter(now);
        var view = new HostView(readiness.Mode, readiness.Parts(), session.Date, session.OpenUtc, session.CloseUtc, session.OpenUtc <= now);
        return ValueTask.FromResult<IReadOnlyCollection<LiveDocument>>([LiveJson.Document(Section, Section, view, ApiJson.Default.HostView)]);
    }
}
