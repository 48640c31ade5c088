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
        var (ledger, limits, book) = (state.Ledger, rules.Limits, state.Book(terms.Symbol));
        var isEntry = terms.Purpose == OrderPurpose.Entry;
        var strategy = isEntry ? StrategyLimits.Find(rules.Strategies, terms.Strategy) : null;
        var analysis = isEntry ? rules.Analysis : null;

        // Made in one piece: it is so large that every copy of it is felt.
        return new GateInputs
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
            LastExitUtc = isEntry ? PortfolioFacts.LastExit(state, book, market, limits.CooldownScope) : book.Holding.LastExitUtc,
            Recent = book.Holding.Recent,
            Window = ledger.Window,
            Rate = ledger.Rate,
            ReconciledUntilUtc = ledger.ReconciledUntilUtc,

            // What only controls of entries look at.
            WorstMark = isEntry && limits.MaxMarkAge is { } age ? PortfolioFacts.WorstMark(state, market, age, nowUtc) : default,
            BrokerBuyingPower = isEntry ? market.BuyingPower?.Left(state.Committed) : null,
            Strategy = strategy,
            Activity = isEntry ? ledger.Activity(terms.Strategy) : null,
            SectorExposure = isEntry && limits.MaxSectorShare is not null ? PortfolioFacts.SectorExposure(state, terms.Symbol, market, rules.Sectors) : null,
            StrategyExposure = strategy?.MaxExposureShare is not null ? PortfolioFacts.StrategyExposure(state, terms.Strategy, market) : Money.Zero,
            AnalysisUtc = analysis?.AsOfUtc,
            Correlation = limits.MaxCorrelation is not null && analysis is not null ? PortfolioFacts.Correlation(state, terms, market, analysis.Correlations) : null,
            ValueAtRisk = analysis?.ValueAtRisk,
            StressLoss = analysis?.StressLoss,
            StopGuard = isEntry && limits.StopGuardStops is not null ? PortfolioFacts.StopGuard(state, book, market, limits, nowUtc) : default,
            LowProfit = isEntry && limits.MinProfit is not null ? PortfolioFacts.LowProfit(state, book, market, limits, nowUtc) : default,
            WindowDrawdown = isEntry && limits.MaxWindowDrawdown is not null ? PortfolioFacts.WindowDrawdown(state, book, market, limits, valuation.Equity, nowUtc) : default,
        };
    }

    /// <summary>The record of a decision.</summary>
    internal static DecisionRecord Record(in GateInputs inputs, OrderPlan plan, string origin, GateDecision gate) => new(
        inputs.Terms, origin, inputs.NowUtc, inputs.Reference, inputs.ReferenceUtc, plan.Requested, plan.CutBy, plan.Sizing, inputs.Equity,
        inputs.Cash, inputs.PositionExposure + inputs.ReservedExposure, inputs.OpenRisk, inputs.SymbolQuantity, gate.Checks);
}
