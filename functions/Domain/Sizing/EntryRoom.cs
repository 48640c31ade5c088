using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Sizing;

/// <summary>How many shares the limits leave room for. The gate decides; this only keeps an order from asking for more than it can get.</summary>
/// <remarks>The window's counts are taken as they stand: the caller has rolled them to the time of the decision. A quantity that the signal itself gives is not cut by the limits on one order's size: too large there is a mistake, and mistakes are refused.</remarks>
internal readonly struct EntryRoom(
    AccountState state, Valuation valuation, TradeWish wish, MarketView market, TradingRules rules, Price reserve, Money stopDistance)
{
    public (Quantity Allowed, ReasonCode[] CutBy) Cut(Quantity wanted, bool isSized)
    {
        var (ledger, limits) = (state.Ledger, rules.Limits);
        if (!isSized && (wanted > limits.MaxOrderQuantity || wanted.Shares * reserve.Amount > limits.MaxOrderNotional?.Amount))
        {
            // Cut to what the other limits leave, the gate would never see the mistake.
            return (wanted, []);
        }

        var book = state.Book(wish.Symbol);
        var equity = valuation.Equity.Amount;
        var cut = new Cutter(wanted.Shares);

        if (wish.Side == Side.Buy && limits.MinCashShare is { } keep)
        {
            cut.To(ReasonCode.Capital, (ledger.Cash.Amount - ledger.ReservedExposure.Amount - (keep * equity)) / reserve.Amount);
        }

        if (market.BuyingPower is { } power)
        {
            cut.To(ReasonCode.Capital, power.Left(state.Committed).Amount / reserve.Amount);
        }

        if (limits.MaxGrossExposure is { } gross)
        {
            cut.To(ReasonCode.Capital, ((gross * equity) - valuation.Exposure.Amount - ledger.ReservedExposure.Amount) / reserve.Amount);
        }

        if (limits.MaxSymbolShare is { } share)
        {
            cut.To(ReasonCode.Concentration, ((share * equity) - Held(book).Amount) / reserve.Amount);
        }

        if (limits.MaxSectorShare is { } sectorShare && PortfolioFacts.SectorExposure(state, book, market, rules) is { } sector)
        {
            cut.To(ReasonCode.Concentration, ((sectorShare * equity) - sector.Amount) / reserve.Amount);
        }

        var strategy = StrategyLimits.Find(rules.Strategies, wish.Strategy);
        if (strategy?.MaxPositionShare is { } own)
        {
            cut.To(ReasonCode.Concentration, ((own * equity) - Held(book).Amount) / reserve.Amount);
        }

        if (strategy?.MaxExposureShare is { } all)
        {
            cut.To(ReasonCode.Concentration, ((all * equity) - PortfolioFacts.StrategyExposure(state, wish.Strategy, market).Amount) / reserve.Amount);
        }

        if (limits.MaxPositionQuantity is { } shares)
        {
            cut.To(ReasonCode.PositionLimit, shares.Shares - Math.Abs(book.Position.SignedQuantity + book.Entries));
        }

        if (limits.MaxPortfolioRisk is { } risk && stopDistance > Money.Zero)
        {
            cut.To(ReasonCode.PortfolioRisk, ((risk * equity) - ledger.OpenRisk.Amount) / stopDistance.Amount);
        }

        if (limits.MaxVolumeShare is { } volume && market.Volume?.Usable is { } daily)
        {
            cut.To(ReasonCode.AdvShare, volume * daily);
        }

        if (limits.MaxWindowQuantity is { } windowShares)
        {
            cut.To(ReasonCode.WindowLimit, windowShares.Shares - ledger.Window.TotalQuantity.Shares);
        }

        if (limits.MaxWindowNotional is { } windowDollars)
        {
            cut.To(ReasonCode.WindowLimit, (windowDollars.Amount - ledger.Window.TotalNotional.Amount) / reserve.Amount);
        }

        if (isSized && limits.MaxOrderQuantity is { } largest)
        {
            cut.To(ReasonCode.OrderQty, largest.Shares);
        }

        if (isSized && limits.MaxOrderNotional is { } notional)
        {
            cut.To(ReasonCode.OrderNotional, notional.Amount / reserve.Amount);
        }

        return (new Quantity(cut.Allowed), cut.CutBy);
    }

    /// <summary>The symbol's position and what is working to build it.</summary>
    private Money Held(SymbolBook book) => PortfolioFacts.Value(book, market, wish.Symbol) + book.EntryNotional;

    private sealed class Cutter
    {
        private readonly decimal wanted;
        private readonly List<ReasonCode> codes = [];

        public Cutter(decimal wanted) => (this.wanted, Allowed) = (wanted, wanted);

        public decimal Allowed { get; private set; }

        public ReasonCode[] CutBy => [.. codes];

        public void To(ReasonCode code, decimal room)
        {
            if (room >= wanted)
            {
                return;
            }

            Allowed = Math.Max(0m, Math.Min(Allowed, room));
            if (!codes.Contains(code))
            {
                codes.Add(code);
            }
        }
    }
}
