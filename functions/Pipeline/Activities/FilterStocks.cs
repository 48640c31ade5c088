using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>The interesting stocks of a stored scan, best first.</summary>
public sealed class FilterStocks(RunStore runs) : IActivity<ScanReference, StocksFiltered>
{
    public async Task<StocksFiltered> Run(ScanReference input, CancellationToken cancellationToken)
    {
        var scan = await runs.FindScan(input.Run, input.ScanId, cancellationToken)
            ?? throw new ActivityFailureException("SCAN_MISSING", $"Scan {input.ScanId} is not stored.");
        return new StocksFiltered([.. scan.Candidates.Select(c => c.Symbol)], scan.Rejections.Length);
    }
}
