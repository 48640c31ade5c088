using TradingFunctions.Domain.Market;
using TradingFunctions.Hosting.Scheduling;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Replay;

/// <summary>The exchange matches on every bar that ends; then its events go into the books.</summary>
internal sealed class ExchangeParticipant(SimulatedExchange exchange, RecordedMarket market, OrderEventPump pump) : IVirtualTimeParticipant
{
    public DateTime? NextDue(DateTime nowUtc)
    {
        var bar = market.NextEventUtc(exchange.ProcessedUtc);
        var expiry = exchange.NextExpiryUtc;
        return bar is null || expiry < bar ? expiry : bar;
    }

    public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
    {
        await exchange.Advance(nowUtc);
        await pump.PumpOnce(cancellationToken);
    }
}

/// <summary>Analyses the portfolio for the limits that rest on it, behind the fills of the bars that end and before anything is decided on them: when its time has come, or enough was filled.</summary>
internal sealed class AnalysisParticipant(RiskAnalyst analyst, RecordedMarket market, DateTime startUtc) : IVirtualTimeParticipant
{
    private DateTime lookedUtc = startUtc;

    public DateTime? NextDue(DateTime nowUtc) => market.NextEventUtc(lookedUtc);

    public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
    {
        lookedUtc = nowUtc;
        try
        {
            await analyst.RunIfDue(cancellationToken);
        }
        catch (MarketDataException)
        {
            // As on a live host: the last findings stand and grow old.
        }
    }
}

/// <summary>Looks for orders that work too long at every bar that ends, while there are any.</summary>
internal sealed class UnfilledParticipant(UnfilledOrders unfilled, RecordedMarket market, DateTime startUtc) : IVirtualTimeParticipant
{
    private DateTime lookedUtc = startUtc;

    public DateTime? NextDue(DateTime nowUtc) => unfilled.IsAnyWorking ? market.NextEventUtc(lookedUtc) : null;

    public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
    {
        lookedUtc = nowUtc;
        await unfilled.LookOnce(cancellationToken);
    }
}

/// <summary>Reconciles books and broker shortly before every session, as a live host does in its loop.</summary>
internal sealed class ReconcileParticipant(Reconciler reconciler, DateTime startUtc) : IVirtualTimeParticipant
{
    private static readonly TimeSpan BeforeOpen = TimeSpan.FromMinutes(15);

    private DateTime nextUtc = ExchangeCalendar.SessionAtOrAfter(startUtc + BeforeOpen).OpenUtc - BeforeOpen;

    public DateTime? NextDue(DateTime nowUtc) => nextUtc;

    public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
    {
        var report = await reconciler.Run(cancellationToken);
        if (!report.Passed)
        {
            throw new ReplayException($"Books and exchange do not agree at {nowUtc:O}: {string.Join("; ", report.Differences)}");
        }

        var reconciled = ExchangeCalendar.SessionAtOrAfter(nowUtc + BeforeOpen);
        nextUtc = ExchangeCalendar.NextSession(reconciled.Date).OpenUtc - BeforeOpen;
    }
}

/// <summary>Fires what is due by the clock.</summary>
internal sealed class CronParticipant(CronTriggers triggers) : IVirtualTimeParticipant
{
    public DateTime? NextDue(DateTime nowUtc) => triggers.NextDue();

    public ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken) => triggers.Advance(nowUtc, cancellationToken);
}
