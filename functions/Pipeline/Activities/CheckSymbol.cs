using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Telemetry;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>
/// One check of a symbol's plan: looks at every bar since the last check, stores an alert for each trigger that fired, keeps the symbol's
/// lock. Running it again for the same check stores nothing twice.
/// </summary>
public sealed class CheckSymbol(
    MarketView market, PlanCache plans, RunStore runs, AlertStore alerts, IAccountBook account, StrategyBook strategies, StrategyFaults faults, PipelineSettings settings, TimeProvider clock)
    : IActivity<CheckRequest, CheckResult>
{
    /// <summary>A monitor whose plan event was lost finds the newer plan within so many checks.</summary>
    public const int LooksForNewPlanEvery = 10;

    public async Task<CheckResult> Run(CheckRequest input, CancellationToken cancellationToken)
    {
        var newer = await NewerPlan(input, cancellationToken);
        var plan = await plans.Get(newer ?? input.Plan, cancellationToken);
        var snapshot = await Snapshot(input, cancellationToken);
        var book = account.State.Book(input.Symbol);
        var state = plan.IsInForce(input.CheckUtc) ? MonitorPosition.StateOf(book) : MonitorState.Idle;
        var outcome = MonitorCheck.Evaluate(
            plan, snapshot, MonitorPosition.ContextOf(book), state, input.Memory, isCarriedOver: input.Plan.Run != input.Run, strategies.ReaderFor(plan));
        await faults.Report(cancellationToken);
        var last = input.LastSequence;
        foreach (var fired in outcome.Fired)
        {
            last = await Store(input, plan, snapshot, fired, last + 1, cancellationToken);
        }

        if (!Array.Exists(outcome.Fired, fired => fired.Intent == AlertIntent.Enter))
        {
            await KeepLock(book, state, cancellationToken);
        }

        var watermark = input.Watermark < input.LastSequence
            ? (await alerts.Watermark(input.Run, cancellationToken)).GetValueOrDefault(input.Symbol.Value)
            : input.Watermark;
        return new CheckResult(state, last, watermark, outcome.BarsEvaluated, outcome.Memory, snapshot.LastPrice, plan.CheckInterval, newer);
    }

    private async ValueTask<PlanReference?> NewerPlan(CheckRequest input, CancellationToken cancellationToken)
    {
        if (input.Check % LooksForNewPlanEvery != 0)
        {
            return null;
        }

        var head = await runs.FindPlanHead(input.Run, input.Symbol, cancellationToken);
        return head is not null && head.Plan != input.Plan ? head.Plan : null;
    }

    /// <summary>A symbol without data is checked too: staleness is a condition.</summary>
    private async ValueTask<SymbolSnapshot> Snapshot(CheckRequest input, CancellationToken cancellationToken)
    {
        try
        {
            return await market.At(input.Run, input.CheckUtc, input.Symbol, cancellationToken)
                ?? new SymbolSnapshot(input.Symbol, input.CheckUtc, 0, default, null, BarWindow.Empty);
        }
        catch (MarketDataException e)
        {
            throw new ActivityFailureException("MARKET_DATA", e.Message, retriable: true, e);
        }
    }

    /// <returns>The number under which the alert stands.</returns>
    private async Task<int> Store(CheckRequest input, MonitoringPlan plan, SymbolSnapshot snapshot, FiredTrigger fired, int sequence, CancellationToken cancellationToken)
    {
        using var span = Spans.StartTrace("alert");
        span?.SetTag("trading.run", input.Run.Value);
        span?.SetTag("trading.symbol", input.Symbol.Value);
        span?.SetTag("trading.trigger", fired.Trigger);
        var token = fired.Intent == AlertIntent.Enter ? await TakeLock(input.Symbol, cancellationToken) : 0;
        while (true)
        {
            var alert = new Alert(
                input.Run, input.Symbol, sequence, input.CheckUtc, fired.Intent, fired.Trigger, fired.Conditions, fired.Data, fired.Confidence, plan.Version, fired.Price, token, fired.Reason, span?.Id);
            if (await alerts.Save(alert, cancellationToken))
            {
                return sequence;
            }

            // An attempt of this check that was cut off had seen another market: what it stored stands, this comes after it.
            sequence++;
        }
    }

    private async Task<long> TakeLock(Symbol symbol, CancellationToken cancellationToken)
    {
        var answer = await account.AcquireLock(symbol, Owner(symbol), settings.LockTimeToLive, reason: null, cancellationToken);
        return answer.Granted ? answer.Token : 0;
    }

    /// <summary>Renews the lock while there is a position or an order, releases it after.</summary>
    private async ValueTask KeepLock(SymbolBook book, MonitorState state, CancellationToken cancellationToken)
    {
        if (book.Lock is not { } held || held.Owner != Owner(book.Holding.Symbol))
        {
            return;
        }

        if (state == MonitorState.Scanning && !book.IsActive && held.AcquiredUtc < clock.GetUtcNow().UtcDateTime - settings.CheckInterval)
        {
            await account.ReleaseLock(book.Holding.Symbol, held.Owner, cancellationToken);
        }
        else if (book.IsActive && held.ExpiresUtc - clock.GetUtcNow().UtcDateTime < settings.LockTimeToLive / 2)
        {
            await account.AcquireLock(book.Holding.Symbol, held.Owner, settings.LockTimeToLive, reason: null, cancellationToken);
        }
    }

    private static string Owner(Symbol symbol) => $"monitor:{symbol}";
}
