using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>Scans the market, keeps the interesting stocks and sees to it that the trading day's portfolio monitor runs.</summary>
public static class MarketScan
{
    public static async Task<MarketScanResult> Run(IOrchestrationContext context, ScanRequest request)
    {
        var scanned = await context.ActivityWithRetry(PipelineCatalog.ScanMarket, request, PipelineCatalog.ScanRetry);
        if (scanned.Reference is not { } scan)
        {
            return new MarketScanResult(context.InstanceId, scanned.Scanned, [], null, "No session on this day.");
        }

        var filtered = await context.ActivityWithRetry(PipelineCatalog.FilterStocks, scan, PipelineCatalog.ScanRetry);
        var portfolio = await context.ActivityWithRetry(PipelineCatalog.StartPortfolio, scan, PipelineCatalog.ScanRetry);
        return new MarketScanResult(scan.ScanId, scanned.Scanned, filtered.Candidates, portfolio.InstanceId, null);
    }
}
