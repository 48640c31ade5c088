using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading.States;

namespace TradingFunctions.Pipeline.Trading.Watching;

/// <summary>Looks for what must stop trading without a person, and moves the trading state. It only ever tightens.</summary>
/// <remarks>
/// While a cause lasts, trading that a person has made active again is tightened again: the cause has to go first, or its limit has to be loosened, which takes two.
/// </remarks>
public sealed class TradingWatch(
    AccountBook book,
    MarketReader market,
    MarketPulse pulse,
    TradingRulesSource rules,
    TradingControl control,
    ReconciliationLog reconciliations,
    IBrokerHealth broker,
    INotifier notifier,
    WatchOptions options,
    TimeProvider clock)
{
    /// <summary>A peak is written down when it is that much higher than the last: not every tick is worth a commit.</summary>
    private const decimal PeakStep = 1.0005m;

    private volatile Finding[] latest = [];
    private DateTime pulseUtc;
    private TimeSpan? silence;

    /// <summary>What was found at the last look.</summary>
    public IReadOnlyList<Finding> Latest => latest;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Looks once, and acts on the gravest of what it finds.</summary>
    public async Task LookOnce(CancellationToken cancellationToken)
    {
        var state = await book.Loaded(cancellationToken);
        var findings = new List<Finding>();
        Books(state, findings);
        Reconciliation(findings);
        Executions(state.Ledger, findings);
        Breakers(findings);
        await Losses(state, findings, cancellationToken);
        await Market(state, findings, cancellationToken);
        latest = [.. findings];
        if (findings.Where(finding => finding.Action != WatchAction.None).MaxBy(finding => finding.Action) is { } gravest)
        {
            await Act(gravest, state.Ledger, cancellationToken);
        }
    }

    private async Task Act(Finding finding, Ledger ledger, CancellationToken cancellationToken)
    {
        var target = finding.Action == WatchAction.Reduce ? TradingState.Reducing : TradingState.Halted;
        var flattens = finding.Action == WatchAction.Flatten;
        // A flattening is reducing until it is done, and then halted.
        if (ledger.State >= target || (flattens && ledger.LastChange?.Flatten == true))
        {
            return;
        }

        var outcome = await control.Change(new StateWish(target, $"{Words(finding.Kind)}: {finding.Detail}", By: null, Version: null, flattens), cancellationToken);
        if (outcome.Status == StateChangeStatus.Changed)
        {
            await notifier.Notify(
                new Notification(Severity.Critical, $"watch.{finding.Kind}", $"Trading is {outcome.View.State.ToString().ToLowerInvariant()}", $"{Words(finding.Kind)}: {finding.Detail}."), cancellationToken);
        }
    }

    private void Books(AccountState state, List<Finding> findings)
    {
        if (BooksInvariants.Broken(state) is { } broken)
        {
            findings.Add(new Finding(WatchKind.BrokenInvariant, options.BrokenInvariant, broken));
        }
    }

    private void Reconciliation(List<Finding> findings)
    {
        if (reconciliations.Latest is { Status: ReconciliationStatus.Disagreement } report)
        {
            findings.Add(new Finding(WatchKind.BrokerDisagreement, options.BrokerDisagreement, string.Join("; ", report.Differences)));
        }
    }

    /// <summary>What went off since the state was last moved: a person who made trading active again has seen the strategies that are off.</summary>
    private void Executions(Ledger ledger, List<Finding> findings)
    {
        foreach (var strategy in ledger.Strategies ?? [])
        {
            if (strategy.HaltedUtc is { } halted && strategy.IsOffByItself && (ledger.StateSinceUtc is not { } since || halted > since))
            {
                findings.Add(new Finding(WatchKind.RepeatedExecutions, options.RepeatedExecutions, $"strategy {strategy.Id} went off after {strategy.Reason}"));
            }
        }
    }

    private void Breakers(List<Finding> findings)
    {
        foreach (var endpoint in broker.Endpoints())
        {
            if (endpoint.State == BreakerState.Open)
            {
                findings.Add(new Finding(
                    WatchKind.OpenBreaker,
                    options.OpenBreaker,
                    string.Create(CultureInfo.InvariantCulture, $"the circuit to the broker's {Name(endpoint.Endpoint)} is open, {endpoint.SuccessShare:P0} of the last calls were answered in time, {endpoint.LastFailure ?? "they were slow"}")));
            }
        }
    }

    /// <summary>Valued at what is known: a market that does not answer is a finding of its own.</summary>
    private async Task Losses(AccountState state, List<Finding> findings, CancellationToken cancellationToken)
    {
        var limits = rules.Current.Limits;
        if (limits.MaxDrawdown is null && limits.MaxDailyLoss is null)
        {
            return;
        }

        Money equity;
        try
        {
            equity = Valuation.Of(state, await market.MarksOf(state, Now, cancellationToken)).Equity;
        }
        catch (MarketDataException)
        {
            return;
        }

        if (state.Ledger.DayLoss(equity) is { } loss && loss >= limits.MaxDailyLoss)
        {
            findings.Add(new Finding(WatchKind.DailyLoss, options.DailyLoss, Against(loss, limits.MaxDailyLoss.Value, "risk.maxDailyLoss")));
        }

        if (state.Ledger.Drawdown(equity) is { } fall && fall >= limits.MaxDrawdown)
        {
            findings.Add(new Finding(WatchKind.Drawdown, options.Drawdown, Against(fall, limits.MaxDrawdown.Value, "risk.maxDrawdown")));
        }

        if (state.Ledger.PeakEquity > Money.Zero && equity > state.Ledger.PeakEquity * PeakStep)
        {
            await book.Ask<NothingToSay>(new ObserveEquity(equity), cancellationToken);
        }
    }

    private async Task Market(AccountState state, List<Finding> findings, CancellationToken cancellationToken)
    {
        if (options.StaleMarket == WatchAction.None)
        {
            return;
        }

        // A quarter of the time to wait is often enough, and spares the source.
        var now = Now;
        if (now < pulseUtc || now - pulseUtc >= options.StaleAfter / 4)
        {
            (silence, pulseUtc) = (await pulse.Silence(state, cancellationToken), now);
        }

        var most = options.StaleAfter + market.BarPeriod;
        if (silence is { } silent && silent > most)
        {
            findings.Add(new Finding(WatchKind.StaleMarket, options.StaleMarket, string.Create(CultureInfo.InvariantCulture, $"no price for {silent.TotalSeconds:0} s of the session, at most {most.TotalSeconds:0} s are expected")));
        }
    }

    private static string Against(decimal value, decimal limit, string name) => string.Create(CultureInfo.InvariantCulture, $"{value:P2} of equity, {name} is {limit:P2}");

    private static string Name(EndpointClass endpoint) => endpoint.ToString().ToLowerInvariant();

    private static string Words(WatchKind kind) => kind switch
    {
        WatchKind.DailyLoss => "daily loss",
        WatchKind.Drawdown => "drawdown",
        WatchKind.BrokenInvariant => "the books contradict themselves",
        WatchKind.BrokerDisagreement => "books and broker disagree",
        WatchKind.StaleMarket => "the market is silent",
        WatchKind.RepeatedExecutions => "repeated executions",
        WatchKind.OpenBreaker => "the broker fails",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of finding."),
    };
}
