namespace TradingFunctions.Pipeline.Analysis;

/// <summary>The wall's clock: analyses are made in it, whatever time the market of a host has.</summary>
public sealed record AnalysisClock(TimeProvider Wall)
{
    public DateTime NowUtc => Wall.GetUtcNow().UtcDateTime;
}
