using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Risk;

/// <summary>The pre-trade gate: the only maker of an <see cref="ApprovedOrder"/>. All controls are evaluated, also after one has failed.</summary>
/// <remarks>Template of the controls: SEC rule 15c3-5 and EU RTS 6, article 15. Exits skip the controls that only bound new exposure.</remarks>
public static class RiskGate
{
    /// <summary>Evaluates, and approves the order when every active control passes.</summary>
    public static GateDecision Decide(in GateInputs inputs, RiskLimits limits)
    {
        var checks = default(GateChecks);
        var passed = Evaluate(inputs, limits, ref checks);
        return new GateDecision(
            passed ? new ApprovedOrder(inputs.Terms, inputs.NowUtc) : null,
            checks.ActiveToArray(),
            passed ? [] : Denials(checks));
    }

    /// <summary>Evaluates every control without allocating.</summary>
    /// <returns>Whether all active controls passed.</returns>
    public static bool Evaluate(in GateInputs inputs, RiskLimits limits, ref GateChecks checks)
    {
        checks.Clear();
        var entry = inputs.Terms.Purpose == OrderPurpose.Entry;
        Permission(inputs, limits, entry, ref checks);
        Market(inputs, limits, entry, ref checks);
        OrderSize(inputs, limits, entry, ref checks);
        Exposure(inputs, limits, entry, ref checks);
        Pace(inputs, limits, entry, ref checks);
        Protection(inputs, limits, entry, ref checks);
        return checks.AllPassed;
    }

    private static void Permission(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        checks.Add(ReasonCode.Halted, "tradingState", true, inputs.State != TradingState.Halted, null, null);
        checks.Add(ReasonCode.ReduceOnly, "tradingState", entry, inputs.State != TradingState.Reducing, null, null);
        checks.Add(ReasonCode.NotReconciled, "reconciledUntil", limits.RequireReconciliation, inputs.ReconciledUntilUtc >= inputs.NowUtc, null, null);
        checks.Add(ReasonCode.Restricted, "symbol", entry && limits.RestrictedSymbols.Length > 0, !limits.RestrictedSymbols.AsSpan().Contains(inputs.Terms.Symbol), null, null);
        checks.Add(ReasonCode.Locked, "fencingToken", entry || inputs.FencingToken != 0, HoldsLock(inputs), inputs.Lock?.Token, inputs.FencingToken);
    }

    /// <summary>A token must be the newest one given out and not released; without a token the symbol must be free.</summary>
    private static bool HoldsLock(in GateInputs inputs) => inputs.FencingToken == 0
        ? inputs.Lock?.IsHeldAt(inputs.NowUtc) != true
        : inputs.Lock is { Owner: not null } held && held.Token == inputs.FencingToken;

    private static void Market(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        checks.Add(ReasonCode.NotTradable, "tradable", true, inputs.Tradable, null, null);
        checks.Add(ReasonCode.MarketClosed, "marketOpen", limits.ClosedMarket == ClosedMarketPolicy.Deny, inputs.MarketOpen, null, null);
        var opensShort = entry && inputs.Terms.Side == Side.Sell;
        checks.Add(ReasonCode.NotShortable, "quantity", opensShort, limits.AllowShort && inputs.Shortable, 0m, inputs.Terms.Quantity.Shares);

        var maxAge = limits.MaxReferenceAge is { } set ? Seconds(set + inputs.ReferencePeriod) : (decimal?)null;
        var age = inputs.Reference is null ? (decimal?)null : Seconds(inputs.NowUtc - inputs.ReferenceUtc);
        checks.Add(ReasonCode.StaleReference, "referenceAgeSeconds", entry, age is not null && !(age > maxAge), maxAge, age);

        var collared = limits.PriceCollar is not null && inputs.Terms.LimitPrice is not null;
        var distance = collared && inputs.Reference is { } reference
            ? Math.Abs(inputs.Terms.LimitPrice!.Value.Amount - reference.Amount) / reference.Amount
            : (decimal?)null;
        checks.Add(ReasonCode.PriceCollar, "limitPriceDistance", collared, distance <= limits.PriceCollar, limits.PriceCollar, distance);
        checks.Add(ReasonCode.Expired, "signalAgeSeconds", entry && limits.MaxSignalAge is not null && inputs.SignalUtc is not null,
            inputs.NowUtc - inputs.SignalUtc <= limits.MaxSignalAge, Seconds(limits.MaxSignalAge), Seconds(inputs.NowUtc - inputs.SignalUtc));
    }

    private static void OrderSize(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        var quantity = inputs.Terms.Quantity.Shares;
        checks.Add(ReasonCode.OrderQty, "quantity", entry && limits.MaxOrderQuantity is not null, quantity <= limits.MaxOrderQuantity?.Shares, limits.MaxOrderQuantity?.Shares, quantity);

        var notional = inputs.ReservePrice is null ? (decimal?)null : inputs.Cost.Amount;
        checks.Add(notional is null ? ReasonCode.MissingInput : ReasonCode.OrderNotional, "notional", entry && limits.MaxOrderNotional is not null,
            notional <= limits.MaxOrderNotional?.Amount, limits.MaxOrderNotional?.Amount, notional);

        var share = inputs.AverageDailyVolume > 0m ? quantity / inputs.AverageDailyVolume : null;
        checks.Add(share is null ? ReasonCode.MissingInput : ReasonCode.AdvShare, "averageDailyVolumeShare", entry && limits.MaxVolumeShare is not null,
            share <= limits.MaxVolumeShare, limits.MaxVolumeShare, share);
    }

    private static void Exposure(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        var cost = inputs.Cost.Amount;
        var equity = inputs.Equity.Amount;

        var spendable = limits.MinCashShare is { } keep ? inputs.Cash.Amount - inputs.ReservedExposure.Amount - (keep * equity) : (decimal?)null;
        checks.Add(ReasonCode.Capital, "buyingPower", entry && inputs.Terms.Side == Side.Buy && spendable is not null, cost <= spendable, spendable, cost);

        var ceiling = limits.MaxGrossExposure * equity;
        var gross = inputs.PositionExposure.Amount + inputs.ReservedExposure.Amount + cost;
        checks.Add(ReasonCode.Capital, "grossExposure", entry && ceiling is not null, gross <= ceiling, ceiling, gross);

        var share = Share(inputs.SymbolExposure.Amount + cost, equity);
        checks.Add(ReasonCode.Concentration, "symbolShare", entry && limits.MaxSymbolShare is not null, share <= limits.MaxSymbolShare, limits.MaxSymbolShare, share);

        var symbols = inputs.OtherSymbols + 1;
        checks.Add(ReasonCode.Concentration, "positions", entry && limits.MaxPositions is not null, symbols <= limits.MaxPositions, limits.MaxPositions, symbols);

        var signed = inputs.Terms.Side == Side.Buy ? inputs.Terms.Quantity.Shares : -inputs.Terms.Quantity.Shares;
        var position = Math.Abs(inputs.SymbolQuantity + signed);
        checks.Add(ReasonCode.PositionLimit, "positionQuantity", entry && limits.MaxPositionQuantity is not null,
            position <= limits.MaxPositionQuantity?.Shares, limits.MaxPositionQuantity?.Shares, position);

        var risk = Share(inputs.OpenRisk.Amount + inputs.OrderRisk.Amount, equity);
        checks.Add(ReasonCode.PortfolioRisk, "portfolioRisk", entry && limits.MaxPortfolioRisk is not null, risk <= limits.MaxPortfolioRisk, limits.MaxPortfolioRisk, risk);
    }

    private static void Pace(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        var window = inputs.Window.At(inputs.NowUtc, limits.Window);
        checks.Add(ReasonCode.WindowLimit, "windowOrders", entry && limits.MaxWindowOrders is not null,
            window.TotalOrders + 1 <= limits.MaxWindowOrders, limits.MaxWindowOrders, window.TotalOrders + 1);
        var notional = window.TotalNotional.Amount + inputs.Cost.Amount;
        checks.Add(ReasonCode.WindowLimit, "windowNotional", entry && limits.MaxWindowNotional is not null,
            notional <= limits.MaxWindowNotional?.Amount, limits.MaxWindowNotional?.Amount, notional);

        var twin = limits.DuplicateWindow is { } span ? LatestTwin(inputs, span) : null;
        checks.Add(ReasonCode.Duplicate, "secondsSinceTwin", entry && limits.DuplicateWindow is not null, twin is null, Seconds(limits.DuplicateWindow), Seconds(inputs.NowUtc - twin));

        var perMinute = limits.MessagesPerMinute;
        var budget = perMinute * (entry ? 1m - limits.ExitMessageShare : 1m);
        var used = perMinute is { } rate ? inputs.Rate.UsedAt(inputs.NowUtc, rate) + 1m : (decimal?)null;
        checks.Add(ReasonCode.Throttled, "messages", perMinute is not null, used <= budget, budget, used);
    }

    private static DateTime? LatestTwin(in GateInputs inputs, TimeSpan window)
    {
        var terms = inputs.Terms;
        var recent = inputs.Recent.Span;
        for (var i = recent.Length - 1; i >= 0; i--)
        {
            var other = recent[i];
            if (inputs.NowUtc - other.AtUtc < window && other.Id != terms.ClientOrderId && other.Side == terms.Side && other.Quantity == terms.Quantity
                && other.LimitPrice == terms.LimitPrice && other.Strategy == terms.Strategy)
            {
                return other.AtUtc;
            }
        }

        return null;
    }

    private static void Protection(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        checks.Add(ReasonCode.StopRequired, "stopLoss", entry && limits.RequireStop, inputs.Terms.StopLoss is not null, null, null);
        checks.Add(ReasonCode.Bracket, "stopLoss", entry && inputs.Terms.StopLoss is not null, IsOnItsSide(inputs, inputs.Terms.StopLoss, below: inputs.Terms.Side == Side.Buy), EntryPrice(inputs), inputs.Terms.StopLoss?.Amount);
        checks.Add(ReasonCode.Bracket, "takeProfit", entry && inputs.Terms.TakeProfit is not null, IsOnItsSide(inputs, inputs.Terms.TakeProfit, below: inputs.Terms.Side == Side.Sell), EntryPrice(inputs), inputs.Terms.TakeProfit?.Amount);
        checks.Add(ReasonCode.Confidence, "confidence", entry && limits.MinConfidence is not null && inputs.Confidence is not null, inputs.Confidence >= limits.MinConfidence, limits.MinConfidence, inputs.Confidence);
        checks.Add(ReasonCode.Cooldown, "secondsSinceExit", entry && limits.Cooldown is not null && inputs.LastExitUtc is not null,
            inputs.NowUtc - inputs.LastExitUtc >= limits.Cooldown, Seconds(limits.Cooldown), Seconds(inputs.NowUtc - inputs.LastExitUtc));

        var peak = Math.Max(inputs.PeakEquity.Amount, inputs.Equity.Amount);
        var drawdown = peak > 0m ? (peak - inputs.Equity.Amount) / peak : (decimal?)null;
        checks.Add(ReasonCode.Drawdown, "drawdown", entry && limits.MaxDrawdown is not null, drawdown < limits.MaxDrawdown, limits.MaxDrawdown, drawdown);
    }

    private static decimal? EntryPrice(in GateInputs inputs) => inputs.Terms.LimitPrice?.Amount ?? inputs.Reference?.Amount;

    private static bool IsOnItsSide(in GateInputs inputs, Price? leg, bool below) =>
        EntryPrice(inputs) is { } entry && (below ? leg?.Amount < entry : leg?.Amount > entry);

    /// <summary>A share of nothing is unknown, and what is unknown denies.</summary>
    private static decimal? Share(decimal amount, decimal equity) => equity > 0m ? amount / equity : null;

    private static decimal? Seconds(TimeSpan? span) => span is { } value ? value.Ticks / (decimal)TimeSpan.TicksPerSecond : null;

    private static Denial[] Denials(GateChecks checks)
    {
        var denials = new List<Denial>();
        for (var i = 0; i < checks.Count; i++)
        {
            if (!checks[i].Passed)
            {
                denials.Add(new Denial(checks[i].Code, checks[i].Input, checks[i].Limit, checks[i].Value));
            }
        }

        return [.. denials];
    }
}
