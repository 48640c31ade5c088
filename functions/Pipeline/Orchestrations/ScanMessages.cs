using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <param name="SlotUtc">The schedule slot: what the scan is known by.</param>
public sealed record ScanRequest(DateTime SlotUtc);

/// <param name="ScanId">Same as the instance id.</param>
public sealed record ScanReference(string ScanId, RunId Run, DateOnly Session, DateTime SlotUtc);

/// <summary>What a scan came to.</summary>
/// <param name="Scanned">Symbols looked at.</param>
/// <param name="Candidates">Symbols picked, best first.</param>
/// <param name="Portfolio">The portfolio monitor that was started or told.</param>
/// <param name="Skipped">Why nothing was scanned; null when it was.</param>
public sealed record MarketScanResult(string ScanId, int Scanned, Symbol[] Candidates, string? Portfolio, string? Skipped);

/// <param name="Reference">Null on a day without a session: nothing to scan.</param>
public sealed record MarketScanned(ScanReference? Reference, int Scanned);

public sealed record StocksFiltered(Symbol[] Candidates, int Rejected);

/// <param name="Started">False when the portfolio monitor of that day was already running and was told of the candidates.</param>
public sealed record PortfolioStarted(string InstanceId, bool Started);
