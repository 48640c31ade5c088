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
/// <param name="Universe">Where the symbols came from.</param>
public sealed record ScanAnswer(string ScanId, RunId Run, DateOnly Session, DateTime SlotUtc, int Scanned, int Rejected, string? Universe, ScanCandidate[] Candidates);

/// <summary>A symbol that was left out, and why.</summary>
/// <param name="Observed">Its figure.</param>
/// <param name="Limit">The limit that it missed.</param>
/// <param name="Reason">For people.</param>
public sealed record ScanRejectionAnswer(Symbol Symbol, ScanRejectionCode Code, double Observed, double Limit, string Reason);

/// <summary>A scan with all that it left out.</summary>
/// <param name="Filters">The limits that were applied; null for scans of before they were kept.</param>
/// <param name="Counts">Symbols left out, by code.</param>
public sealed record ScanDetail(
    string ScanId,
    RunId Run,
    DateOnly Session,
    DateTime SlotUtc,
    int Scanned,
    string? Universe,
    string[]? Filters,
    ScanCandidate[] Candidates,
    SortedDictionary<string, int> Counts,
    ScanRejectionAnswer[] Rejections);

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
                scans.Add(new ScanAnswer(scan.ScanId, scan.Run, scan.Session, scan.SlotUtc, scan.Scanned, scan.Rejections.Length, scan.Universe, scan.Candidates));
            }
        }

        await Answer.Ok(http, new ListAnswer<ScanAnswer>(scans), ApiJson.Default.ListAnswerScanAnswer);
    }

    /// <summary>One scan; 'latest' is the newest.</summary>
    public static async Task Show(HttpContext http)
    {
        var query = new QueryReader(http);
        var (symbol, code) = (query.Value<Symbol>("symbol"), query.Choice<ScanRejectionCode>("reason"));
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var id = (string)http.Request.RouteValues["id"]!;
        if (await http.RequestServices.GetRequiredService<RunStore>().FindScan(id, http.RequestAborted) is not { } scan)
        {
            await Problems.NotFound(http, id == RunStore.LatestScan ? "There is no scan yet." : $"There is no scan {(id.Length <= 64 ? id : id[..64])}.");
            return;
        }

        await Answer.Ok(http, DetailOf(scan, symbol, code), ApiJson.Default.ScanDetail);
    }

    private static ScanDetail DetailOf(ScanDocument scan, Symbol? symbol, ScanRejectionCode? code)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in scan.Rejections.GroupBy(rejection => rejection.Code.ToString()))
        {
            counts[char.ToLowerInvariant(group.Key[0]) + group.Key[1..]] = group.Count();
        }

        return new ScanDetail(
            scan.ScanId, scan.Run, scan.Session, scan.SlotUtc, scan.Scanned, scan.Universe, scan.Filters,
            [.. scan.Candidates.Where(candidate => symbol is null || candidate.Symbol == symbol)],
            counts,
            [
                .. scan.Rejections.Where(r => (symbol is null || r.Symbol == symbol) && (code is null || r.Code == code))
                    .Select(r => new ScanRejectionAnswer(r.Symbol, r.Code, r.Observed, r.Limit, r.Reason)),
            ]);
    }
}
