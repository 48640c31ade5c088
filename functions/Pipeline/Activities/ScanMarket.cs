using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Market.Scanning;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>Looks at the whole market as of the scan's slot, judges every symbol and stores what was picked and what was not, with the reasons.</summary>
public sealed class ScanMarket(IMarketData market, RunStore runs, PipelineSettings settings, TimeProvider clock) : IActivity<ScanRequest, MarketScanned>
{
    public async Task<MarketScanned> Run(ScanRequest input, CancellationToken cancellationToken)
    {
        var session = ExchangeCalendar.SessionOn(DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(input.SlotUtc)));
        if (session is null || input.SlotUtc >= session.CloseUtc)
        {
            return new MarketScanned(null, 0);
        }

        var run = InstanceIds.Run(settings.Account, session.Date);
        var scanId = InstanceIds.Scan(input.SlotUtc);
        var symbols = await market.ListSymbols(cancellationToken);
        var snapshots = await MarketCall.Try(() => market.FetchSnapshots(symbols, MarketView.Bars, cancellationToken));
        var result = MarketScanner.Scan(snapshots.Values, settings.Scan);
        await runs.BeginRun(new RunDocument(run, session.Date, session.OpenUtc, session.CloseUtc, clock.GetUtcNow().UtcDateTime, null), cancellationToken);
        var scan = await runs.SaveScan(
            new ScanDocument(scanId, run, session.Date, input.SlotUtc, symbols.Count, result.Candidates, result.Rejections), cancellationToken);
        return new MarketScanned(new ScanReference(scan.ScanId, scan.Run, scan.Session, scan.SlotUtc), scan.Scanned);
    }
}
