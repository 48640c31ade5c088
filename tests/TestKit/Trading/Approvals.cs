using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.TestKit.Trading;

/// <summary>Orders through the gate without limits: what a broker's own tests send.</summary>
public static class Approvals
{
    private static readonly RiskLimits None = new()
    {
        MaxGrossExposure = null,
        MinCashShare = null,
        MaxSymbolShare = null,
        MaxPositions = null,
        MaxOrderQuantity = null,
        MaxOrderNotional = null,
        PriceCollar = null,
        MaxReferenceAge = null,
        DuplicateWindow = null,
        MaxPortfolioRisk = null,
        RequireStop = false,
        MaxDrawdown = null,
        MaxDailyLoss = null,
        MaxSignalAge = null,
        RequireReconciliation = false,
        AllowShort = true,
        ClosedMarket = ClosedMarketPolicy.QueueForNextSession,
    };

    /// <exception cref="ArgumentException">The gate refuses the terms all the same.</exception>
    public static ApprovedOrder Of(OrderTerms terms, DateTime nowUtc)
    {
        // Between the levels of a bracket, whichever it has, so that they lie on their sides.
        var reference = terms.LimitPrice ?? Between(terms.StopLoss, terms.TakeProfit);
        var inputs = new GateInputs
        {
            Terms = terms,
            NowUtc = nowUtc,
            Reference = reference,
            ReferenceUtc = nowUtc,
            ReservePrice = reference,
            Equity = new Money(1_000_000m),
            PeakEquity = new Money(1_000_000m),
            Cash = new Money(1_000_000m),
            MarketOpen = true,
            Tradable = true,
            Shortable = true,
        };
        var decision = RiskGate.Decide(inputs, None);
        return decision.Approved ?? throw new ArgumentException(string.Join(' ', decision.Denials.Select(denial => denial.Code)), nameof(terms));
    }

    private static Price Between(Price? stop, Price? profit) => (stop, profit) switch
    {
        ({ } low, { } high) => new Price((low.Amount + high.Amount) / 2m),
        ({ } low, null) => new Price(low.Amount * 1.01m),
        (null, { } high) => new Price(high.Amount * 0.99m),
        _ => new Price(100m),
    };
}
