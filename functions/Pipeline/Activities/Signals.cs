using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Activities;

public sealed record StrategyRequest(Symbol Symbol, StrategyId Strategy);

/// <param name="Reason">Why, for people.</param>
public sealed record GeneratedSignal(TradingSignal Signal, string Reason);

/// <param name="Signal">The signal, when valid.</param>
/// <param name="Errors">Everything that is wrong with it otherwise.</param>
public sealed record EvaluatedSignal(TradingSignal? Signal, SignalFieldError[] Errors);

/// <summary>Has a strategy look at a symbol and gives its signal; the same bars give the same signal with the same id.</summary>
public sealed class GenerateSignal(IMarketData market, IAccountBook account, StrategyBook strategies, StrategyFaults faults) : IActivity<StrategyRequest, GeneratedSignal>
{
    public async Task<GeneratedSignal> Run(StrategyRequest input, CancellationToken cancellationToken)
    {
        var entry = strategies.Find(input.Strategy) is { Known: not null } known
            ? known
            : throw new ActivityFailureException("UNKNOWN_STRATEGY", $"There is no strategy {input.Strategy}; there are: {string.Join(", ", strategies.Entries.Where(s => s.Known is not null).Select(s => s.Id))}.");
        var snapshots = await MarketCall.Try(() => market.FetchSnapshots([input.Symbol], Math.Max(1, entry.RequiredBars), cancellationToken));
        if (!snapshots.TryGetValue(input.Symbol, out var snapshot))
        {
            throw new ActivityFailureException("UNKNOWN_SYMBOL", $"The market has no data of {input.Symbol}.");
        }

        var position = MonitorPosition.ContextOf(account.State.Book(input.Symbol));
        var wish = strategies.Read(input.Strategy, input.Symbol, snapshot.Bars, position.Strategy == input.Strategy ? position : default, snapshot.AsOfUtc);
        await faults.Report(cancellationToken);
        if (wish is null)
        {
            throw new ActivityFailureException("STRATEGY_OFF", $"The strategy {input.Strategy} gives no signal: {strategies.FaultOf(input.Strategy)?.Message ?? entry.Problem}");
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"{input.Strategy}_{DocumentIds.Of(input.Symbol)}_{snapshot.LastPriceUtc:yyyyMMdd'T'HHmmss}");
        return new GeneratedSignal(
            new TradingSignal(
                new SignalId(id), input.Symbol, wish.Action, Quantity: null, PriceTarget: null, StopLoss: null, TakeProfit: null, wish.Confidence, input.Strategy, snapshot.AsOfUtc, new Dictionary<string, string>()),
            wish.Reason);
    }
}

/// <summary>Validates a signal against the fields' rules and the symbol's price.</summary>
public sealed class EvaluateSignal(IMarketData market, TimeProvider clock) : IActivity<SignalDraft, EvaluatedSignal>
{
    public async Task<EvaluatedSignal> Run(SignalDraft input, CancellationToken cancellationToken)
    {
        Price? reference = null;
        if (Symbol.TryCreate(input.Symbol, out var symbol, out _))
        {
            var snapshots = await MarketCall.Try(() => market.FetchSnapshots([symbol], 1, cancellationToken));
            reference = snapshots.TryGetValue(symbol, out var snapshot) ? Price.From(snapshot.LastPrice) : null;
        }

        var validation = SignalValidator.Validate(input, SignalRules.Default, clock.GetUtcNow().UtcDateTime, reference);
        return new EvaluatedSignal(validation.Signal, validation.Errors);
    }
}

/// <summary>What the gate would say to a signal now: every control with limit and value. Nothing is reserved, stored or sent.</summary>
public sealed class AssessRisk(RiskPreview preview) : IActivity<TradingSignal, TradeAnswer>
{
    public Task<TradeAnswer> Run(TradingSignal input, CancellationToken cancellationToken) => preview.Assess(input, cancellationToken);
}

/// <summary>The portfolio at current prices.</summary>
public sealed class PortfolioStatus(AccountQueries account) : IActivity<AccountId, PortfolioView>
{
    public Task<PortfolioView> Run(AccountId input, CancellationToken cancellationToken) => account.Portfolio(cancellationToken);
}
