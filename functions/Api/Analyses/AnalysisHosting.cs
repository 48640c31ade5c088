namespace TradingFunctions.Api.Analyses;

/// <summary>What the host lets analyses use.</summary>
/// <param name="Concurrency">Contracts worked on at the same time where a request does not say.</param>
public sealed record AnalysisHosting(int Concurrency);
