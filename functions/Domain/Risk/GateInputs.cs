using System.Diagnostics.CodeAnalysis;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Risk;

/// <summary>Everything the gate looks at besides the limits, as of one moment. This order's own reservation is not in it.</summary>
public readonly record struct GateInputs
{
    /// <summary>Everything as the books, the market, the rules and whoever asks give it.</summary>
    /// <remarks>A constructor, so that it is written where it is wanted: it is so large that every copy of it is felt. For the same reason nothing is handed over by
    /// reference: the compiler would then make it elsewhere and move it.</remarks>
    /// <param name="state">Without this order's own reservation.</param>
    /// <param name="valuation">Of that state at the market's marks.</param>
    /// <param name="reservePrice">What the order is taken to cost, a share.</param>
    /// <param name="stopDistance">Between that and the stop loss, dollars a share.</param>
    [SetsRequiredMembers]
    public GateInputs(
        AccountState state, Valuation valuation, OrderTerms terms, Price? reservePrice, Money stopDistance, MarketView market, TradingRules rules, GateAsker asker, DateTime nowUtc)
    {
        var (ledger, limits, book) = (state.Ledger, rules.Limits, state.Book(terms.Symbol));
        var isEntry = terms.Purpose == OrderPurpose.Entry;
        var equity = valuation.Equity;
        var strategy = isEntry ? StrategyLimits.Find(rules.Strategies, terms.Strategy) : null;
        var analysis = isEntry ? rules.Analysis : null;

        Terms = terms;
        NowUtc = nowUtc;
        Reference = market.Reference;
        ReferenceUtc = market.ReferenceUtc;
        ReferencePeriod = market.ReferencePeriod;
        ReservePrice = reservePrice;
        OrderRisk = stopDistance * terms.Quantity.Shares;
        Equity = equity;
        PeakEquity = ledger.PeakEquity;
        DayLoss = ledger.DayLoss(equity);
        Cash = ledger.Cash;
        PositionExposure = valuation.Exposure;
        ReservedExposure = ledger.ReservedExposure;
        SymbolExposure = PortfolioFacts.Value(book, market, terms.Symbol) + book.EntryNotional;
        SymbolQuantity = book.Position.SignedQuantity + book.Entries;
        OtherSymbols = valuation.ActiveSymbols - (!book.Position.IsFlat || book.Entries != 0m ? 1 : 0);
        OpenRisk = ledger.OpenRisk;
        MarketOpen = market.IsOpen;
        Tradable = market.Tradable;
        BrokerRefuses = !market.BrokerTrades;
        Shortable = market.Shortable;
        Volume = market.Volume;
        State = ledger.State;
        Lock = book.Lock;
        LastExitUtc = isEntry ? PortfolioFacts.LastExit(state, book, market, limits.CooldownScope) : book.Holding.LastExitUtc;
        Recent = limits.DuplicateWindow is { } span && book.Past.HasEntryWithin(span, nowUtc) ? book.Holding.Recent : default;
        Window = ledger.Window;
        Rate = ledger.Rate;
        ReconciledUntilUtc = ledger.ReconciledUntilUtc;

        // What only controls of entries look at.
        WorstMark = isEntry && limits.MaxMarkAge is { } age ? PortfolioFacts.WorstMark(state, market, age, nowUtc) : default;
        BrokerBuyingPower = isEntry ? market.BuyingPower?.Left(state.Committed) : null;
        Strategy = strategy;
        Activity = isEntry ? ledger.Activity(terms.Strategy) : null;
        SectorExposure = isEntry && limits.MaxSectorShare is not null ? PortfolioFacts.SectorExposure(state, book, market, rules) : null;
        StrategyExposure = strategy?.MaxExposureShare is not null ? PortfolioFacts.StrategyExposure(state, terms.Strategy, market) : Money.Zero;
        AnalysisUtc = analysis?.AsOfUtc;
        Correlation = limits.MaxCorrelation is not null && analysis is not null ? PortfolioFacts.Correlation(state, book, terms.Side, market, rules) : null;
        ValueAtRisk = analysis?.ValueAtRisk;
        StressLoss = analysis?.StressLoss;
        StopGuard = isEntry && limits.StopGuardStops is not null ? PortfolioFacts.StopGuard(state, book, market, limits, nowUtc) : default;
        LowProfit = isEntry && limits.MinProfit is not null ? PortfolioFacts.LowProfit(state, book, market, limits, nowUtc) : default;
        WindowDrawdown = isEntry && limits.MaxWindowDrawdown is not null ? PortfolioFacts.WindowDrawdown(state, book, market, limits, equity, nowUtc) : default;

        SignalUtc = asker.SignalUtc;
        Confidence = asker.Confidence;
        FencingToken = asker.FencingToken;
        BrokerMessages = asker.BrokerMessages;
        Caller = asker.Caller;
    }

    public required OrderTerms Terms { get; init; }

    public required DateTime NowUtc { get; init; }

    /// <summary>When the signal was raised; null for orders without one.</summary>
    public DateTime? SignalUtc { get; init; }

    /// <summary>0 to 1; null for orders without a signal.</summary>
    public decimal? Confidence { get; init; }

    /// <summary>Price that market orders and collars are measured against.</summary>
    public Price? Reference { get; init; }

    public DateTime ReferenceUtc { get; init; }

    /// <summary>Length of the market-data source's bars: a price is that much older than it looks.</summary>
    public TimeSpan ReferencePeriod { get; init; }

    /// <summary>Price per share that the order would reserve; null without a reference.</summary>
    public Price? ReservePrice { get; init; }

    /// <summary>Dollars lost if the stop is hit at its price; the whole cost without a stop.</summary>
    public Money OrderRisk { get; init; }

    public Money Equity { get; init; }

    public Money PeakEquity { get; init; }

    /// <summary>Loss since the last close of a day, as a share of equity then; negative for a gain, null where equity was nothing.</summary>
    public decimal? DayLoss { get; init; }

    public Money Cash { get; init; }

    /// <summary>What the broker lets the account still buy or sell short, other orders' reservations taken off; null where it did not say.</summary>
    public Money? BrokerBuyingPower { get; init; }

    /// <summary>Market value of all positions, long and short added up.</summary>
    public Money PositionExposure { get; init; }

    /// <summary>The worst of the prices behind <see cref="PositionExposure"/> and <see cref="Equity"/>.</summary>
    public MarkReading WorstMark { get; init; }

    /// <summary>Exposure reserved by working entries.</summary>
    public Money ReservedExposure { get; init; }

    /// <summary>Exposure to this symbol: position and working entries.</summary>
    public Money SymbolExposure { get; init; }

    /// <summary>Shares of this symbol: position and working entries, signed.</summary>
    public decimal SymbolQuantity { get; init; }

    /// <summary>Symbols with a position or a working entry, this one apart.</summary>
    public int OtherSymbols { get; init; }

    /// <summary>Open stop distances of the account.</summary>
    public Money OpenRisk { get; init; }

    public bool MarketOpen { get; init; }

    public bool Tradable { get; init; }

    /// <summary>Whether the broker said that it takes no orders in the symbol.</summary>
    public bool BrokerRefuses { get; init; }

    /// <summary>Whether the broker lends it to the account; null where it did not say.</summary>
    public bool? Shortable { get; init; }

    /// <summary>What is known of the shares a day, usable or not; null where nothing is.</summary>
    public DailyVolume? Volume { get; init; }

    public TradingState State { get; init; }

    public SymbolLock? Lock { get; init; }

    public long FencingToken { get; init; }

    public DateTime? LastExitUtc { get; init; }

    public ReadOnlyMemory<RecentOrder> Recent { get; init; }

    public WindowCount Window { get; init; }

    public RateBudget Rate { get; init; }

    /// <summary>The broker's own count of the account's messages; null where it tells none, or its window is over.</summary>
    public MessageWindow? BrokerMessages { get; init; }

    public DateTime? ReconciledUntilUtc { get; init; }

    /// <summary>Who asks; null for what the pipeline itself decides again.</summary>
    public CallerId? Caller { get; init; }

    /// <summary>Limits of the order's strategy; null where it is not listed.</summary>
    public StrategyLimits? Strategy { get; init; }

    /// <summary>How often the strategy has traded; null where nothing was counted.</summary>
    public StrategyActivity? Activity { get; init; }

    /// <summary>Positions that the strategy opened, and its working entries.</summary>
    public Money StrategyExposure { get; init; }

    /// <summary>Exposure to the symbol's sector, working entries counted; null where the sector is not known.</summary>
    public Money? SectorExposure { get; init; }

    /// <summary>Largest correlation with a held position, -1 to 1; null where it is not known.</summary>
    public decimal? Correlation { get; init; }

    /// <summary>When the background analysis looked; null where there was none.</summary>
    public DateTime? AnalysisUtc { get; init; }

    public decimal? ValueAtRisk { get; init; }

    public decimal? StressLoss { get; init; }

    public ProtectionReading StopGuard { get; init; }

    public ProtectionReading LowProfit { get; init; }

    public ProtectionReading WindowDrawdown { get; init; }

    /// <summary>Dollars the order reserves; 0 without a reference.</summary>
    public Money Cost => ReservePrice is { } price ? price * Terms.Quantity : Money.Zero;
}
