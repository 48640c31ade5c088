using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Market.Scanning;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Scanning;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>Looks at the universe as of the scan's slot, judges every symbol and stores what was picked and what was not, with the reasons.</summary>
public sealed class ScanMarket(IMarketData market, ScanUniverse universe, RunStore runs, PipelineSettings settings, TimeProvider clock) : IActivity<ScanRequest, MarketScanned>
{
    /// <summary>Longer documents than this are refused by some stores; a symbol's line takes about 130 bytes.</summary>
    private const int MaxRejections = 10_000;

    public async Task<MarketScanned> Run(ScanRequest input, CancellationToken cancellationToken)
    {
        var session = ExchangeCalendar.SessionOn(DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(input.SlotUtc)));
        if (session is null || input.SlotUtc >= session.CloseUtc)
        {
            return new MarketScanned(null, 0);
        }

        var run = InstanceIds.Run(settings.Account, session.Date);
        var scanId = InstanceIds.Scan(input.SlotUtc);
        var (symbols, sources) = await MarketCall.Try(() => universe.Find(cancellationToken));
        var snapshots = await MarketCall.Try(() => market.FetchSnapshots(symbols, MarketView.Bars, cancellationToken));
        var result = MarketScanner.Scan(snapshots.Values, settings.Scan, settings.Sectors, symbols.Where(symbol => !snapshots.ContainsKey(symbol)));
        await runs.BeginRun(new RunDocument(run, session.Date, session.OpenUtc, session.CloseUtc, clock.GetUtcNow().UtcDateTime, null), cancellationToken);
        var scan = await runs.SaveScan(
            new ScanDocument(scanId, run, session.Date, input.SlotUtc, symbols.Count, result.Candidates, [.. result.Rejections.Take(MaxRejections)])
            {
                Universe = sources,
                Filters = settings.Scan.Describe(),
            },
            cancellationToken);
        return new MarketScanned(new ScanReference(scan.ScanId, scan.Run, scan.Session, scan.SlotUtc), scan.Scanned);
    }
}
