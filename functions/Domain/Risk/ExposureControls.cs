using TradingFunctions.Domain.Orders;
using static TradingFunctions.Domain.Risk.Numbers;

namespace TradingFunctions.Domain.Risk;

/// <summary>What the account would hold with the order.</summary>
internal static class ExposureControls
{
    public static void Check(in GateInputs inputs, RiskLimits limits, bool entry, decimal cost, ref GateChecks checks)
    {
        var equity = inputs.Equity.Amount;
        Marks(inputs, limits, entry, ref checks);

        var spendable = limits.MinCashShare is { } keep ? inputs.Cash.Amount - inputs.ReservedExposure.Amount - (keep * equity) : (decimal?)null;
        checks.Add(ReasonCode.Capital, "buyingPower", entry && inputs.Terms.Side == Side.Buy && spendable is not null, cost <= spendable, spendable, cost);

        var power = inputs.BrokerBuyingPower?.Amount;
        checks.Add(ReasonCode.Capital, "brokerBuyingPower", entry && power is not null, cost <= power, power, cost);

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

        Groups(inputs, limits, entry, cost, equity, share, ref checks);
        Analysis(inputs, limits, entry, ref checks);
    }

    /// <summary>What equity and exposure rest on. It is told of only where it denies: it takes no room that another limit leaves.</summary>
    private static void Marks(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        var (symbol, age) = inputs.WorstMark;
        var most = limits.MaxMarkAge + inputs.ReferencePeriod;
        var usable = most is null || symbol is null || age <= most;
        checks.Add(age is null ? ReasonCode.MissingInput : ReasonCode.StaleReference, "markAgeSeconds", entry && !usable, usable, Seconds(most), Seconds(age));
    }

    /// <summary>Sector and strategy.</summary>
    private static void Groups(in GateInputs inputs, RiskLimits limits, bool entry, decimal cost, decimal equity, decimal? symbolShare, ref GateChecks checks)
    {
        var sector = inputs.SectorExposure is { } held ? Share(held.Amount + cost, equity) : null;
        checks.Add(inputs.SectorExposure is null ? ReasonCode.MissingInput : ReasonCode.Concentration, "sectorShare", entry && limits.MaxSectorShare is not null,
            sector <= limits.MaxSectorShare, limits.MaxSectorShare, sector);

        checks.Add(ReasonCode.Concentration, "strategyPositionShare", entry && inputs.Strategy?.MaxPositionShare is not null,
            symbolShare <= inputs.Strategy?.MaxPositionShare, inputs.Strategy?.MaxPositionShare, symbolShare);

        var strategy = Share(inputs.StrategyExposure.Amount + cost, equity);
        checks.Add(ReasonCode.Concentration, "strategyExposureShare", entry && inputs.Strategy?.MaxExposureShare is not null,
            strategy <= inputs.Strategy?.MaxExposureShare, inputs.Strategy?.MaxExposureShare, strategy);
    }

    /// <summary>What rests on the background analysis: an old or missing one denies.</summary>
    private static void Analysis(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        var fresh = inputs.NowUtc - inputs.AnalysisUtc <= limits.MaxAnalysisAge;

        var correlation = inputs.OtherSymbols == 0 ? -1m : fresh ? inputs.Correlation : null;
        checks.Add(correlation is null ? ReasonCode.MissingInput : ReasonCode.Correlation, "correlation", entry && limits.MaxCorrelation is not null,
            correlation <= limits.MaxCorrelation, limits.MaxCorrelation, correlation);

        var valueAtRisk = fresh ? inputs.ValueAtRisk : null;
        checks.Add(valueAtRisk is null ? ReasonCode.MissingInput : ReasonCode.PortfolioRisk, "valueAtRisk", entry && limits.MaxValueAtRisk is not null,
            valueAtRisk <= limits.MaxValueAtRisk, limits.MaxValueAtRisk, valueAtRisk);

        var stress = fresh ? inputs.StressLoss : null;
        checks.Add(stress is null ? ReasonCode.MissingInput : ReasonCode.PortfolioRisk, "stressLoss", entry && limits.MaxStressLoss is not null,
            stress <= limits.MaxStressLoss, limits.MaxStressLoss, stress);
    }
}
