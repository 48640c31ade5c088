namespace TradingFunctions.Domain.Risk;

/// <summary>What the background analysis found out about the portfolio. It only feeds controls, which can deny: it cannot loosen anything.</summary>
/// <param name="AsOfUtc">Time of the books and prices it looked at.</param>
/// <param name="Correlations">Between everything held and everything that may be traded.</param>
/// <param name="ValueAtRisk">Loss of a bar not exceeded at the analysis' confidence, a share of equity; null where there is too little history.</param>
/// <param name="ExpectedShortfall">Mean loss beyond that, a share of equity.</param>
/// <param name="StressLoss">Loss in the worst of the stress scenarios, a share of equity.</param>
public sealed record RiskAnalysis(DateTime AsOfUtc, CorrelationTable Correlations, decimal? ValueAtRisk, decimal? ExpectedShortfall, decimal? StressLoss);
