using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>What the gate looks at, taken from the books, the market and the rules.</summary>
public static class GateFacts
{
    /// <summary>The inputs as the books, the market and the rules give them; what only the wish knows, such as its caller, is the caller's to add.</summary>
    /// <param name="state">Without this order's own reservation.</param>
    /// <param name="valuation">Of that state at the market's marks.</param>
    /// <param name="reservePrice">What the order is taken to cost, a share.</param>
    /// <param name="stopDistance">Between that and the stop loss, dollars a share.</param>
    public static GateInputs Of(
        AccountState state, in Valuation valuation, OrderTerms terms, Price? reservePrice, Money stopDistance, MarketView market, TradingRules rules, DateTime nowUtc)
    {
        var ledger = state.Ledger;
        var book = state.Book(terms.Symbol);
        var inputs = new GateInputs
        {
            Terms = terms,
            NowUtc = nowUtc,
            Reference = market.Reference,
            ReferenceUtc = market.ReferenceUtc,
            ReferencePeriod = market.ReferencePeriod,
            ReservePrice = reservePrice,
            OrderRisk = stopDistance * terms.Quantity.Shares,
            Equity = valuation.Equity,
            PeakEquity = ledger.PeakEquity,
            DayLoss = ledger.DayLoss(valuation.Equity),
            Cash = ledger.Cash,
            PositionExposure = valuation.Exposure,
            ReservedExposure = ledger.ReservedExposure,
            SymbolExposure = PortfolioFacts.Value(book, market, terms.Symbol) + book.EntryNotional,
            SymbolQuantity = book.Position.SignedQuantity + book.Entries,
            OtherSymbols = valuation.ActiveSymbols - (!book.Position.IsFlat || book.Entries != 0m ? 1 : 0),
            OpenRisk = ledger.OpenRisk,
            MarketOpen = market.IsOpen,
            Tradable = market.Tradable,
            BrokerRefuses = !market.BrokerTrades,
            Shortable = market.Shortable,
            Volume = market.Volume,
            State = ledger.State,
            Lock = book.Lock,
            LastExitUtc = book.Holding.LastExitUtc,
            Recent = book.Holding.Recent,
            Window = ledger.Window,
            Rate = ledger.Rate,
            ReconciledUntilUtc = ledger.ReconciledUntilUtc,
        };
        return terms.Purpose == OrderPurpose.Entry ? OfEntry(inputs, state, market, rules) : inputs;
    }

    /// <summary>What only controls of entries look at.</summary>
    private static GateInputs OfEntry(in GateInputs inputs, AccountState state, MarketView market, TradingRules rules)
    {
        var (limits, terms, now) = (rules.Limits, inputs.Terms, inputs.NowUtc);
        var strategy = StrategyLimits.Find(rules.Strategies, terms.Strategy);
        return inputs with
        {
            WorstMark = limits.MaxMarkAge is { } age ? PortfolioFacts.WorstMark(state, market, age, now) : default,
            BrokerBuyingPower = market.BuyingPower?.Left(state.Committed),
            Strategy = strategy,
            Activity = state.Ledger.Activity(terms.Strategy),
            LastExitUtc = PortfolioFacts.LastExit(state, terms.Symbol, market, limits.CooldownScope),
            SectorExposure = limits.MaxSectorShare is null ? null : PortfolioFacts.SectorExposure(state, terms.Symbol, market, rules.Sectors),
            StrategyExposure = strategy?.MaxExposureShare is null ? Money.Zero : PortfolioFacts.StrategyExposure(state, terms.Strategy, market),
            AnalysisUtc = rules.Analysis?.AsOfUtc,
            Correlation = limits.MaxCorrelation is null || rules.Analysis is null ? null : PortfolioFacts.Correlation(state, terms, market, rules.Analysis.Correlations),
            ValueAtRisk = rules.Analysis?.ValueAtRisk,
            StressLoss = rules.Analysis?.StressLoss,
            StopGuard = limits.StopGuardStops is null ? default : PortfolioFacts.StopGuard(state, terms.Symbol, market, limits, now),
            LowProfit = limits.MinProfit is null ? default : PortfolioFacts.LowProfit(state, terms.Symbol, market, limits, now),
            WindowDrawdown = limits.MaxWindowDrawdown is null ? default : PortfolioFacts.WindowDrawdown(state, terms.Symbol, market, limits, inputs.Equity, now),
        };
    }

    /// <summary>The record of a decision.</summary>
    internal static DecisionRecord Record(in GateInputs inputs, OrderPlan plan, string origin, GateDecision gate) => new(
        inputs.Terms, origin, inputs.NowUtc, inputs.Reference, inputs.ReferenceUtc, plan.Requested, plan.CutBy, plan.Sizing, inputs.Equity,
        inputs.Cash, inputs.PositionExposure + inputs.ReservedExposure, inputs.OpenRisk, inputs.SymbolQuantity, gate.Checks);
}
