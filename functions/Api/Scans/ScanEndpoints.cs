using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market.Scanning;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Api.Scans;

/// <summary>A scan, what it picked and why.</summary>
/// <param name="Scanned">Symbols looked at.</param>
/// <param name="Rejected">Symbols left out.</param>
public sealed record ScanAnswer(string ScanId, RunId Run, DateOnly Session, DateTime SlotUtc, int Scanned, int Rejected, ScanCandidate[] Candidates);

public static class ScanEndpoints
{
    /// <summary>Scans, newest first.</summary>
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var limit = query.Limit(20);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var runs = http.RequestServices.GetRequiredService<RunStore>();
        var scans = new List<ScanAnswer>();
        foreach (var reference in await runs.ListScans(limit, http.RequestAborted))
        {
            if (await runs.FindScan(reference.Run, reference.ScanId, http.RequestAborted) is { } scan)
            {
                scans.Add(new ScanAnswer(scan.ScanId, scan.Run, scan.Session, scan.SlotUtc, scan.Scanned, scan.Rejections.Length, scan.Candidates));
            }
        }

        await Answer.Ok(http, new ListAnswer<ScanAnswer>(scans), ApiJson.Default.ListAnswerScanAnswer);
    }
}
