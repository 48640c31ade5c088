using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Market.Quality;

namespace TradingFunctions.Pipeline.MarketData;

/// <summary>How good one symbol's bars of a session are.</summary>
/// <param name="Bars">Minutes that have a bar.</param>
/// <param name="Empty">Minutes without a trade: asked for twice, and no bar came.</param>
/// <param name="Missing">Minutes without a bar that have not settled yet.</param>
/// <param name="Late">Bars that came after a later one.</param>
/// <param name="Corrected">Bars that came again with other figures.</param>
/// <param name="Rejected">Bars that could not be.</param>
/// <param name="NewestUtc">End of the newest bar.</param>
public sealed record SymbolQuality(Symbol Symbol, int Bars, int Empty, int Missing, int Late, int Corrected, int Rejected, DateTime? NewestUtc, DateTime AskedToUtc);

/// <summary>How good the stored bars of a session are.</summary>
/// <param name="Sources">Where the symbols came from.</param>
/// <param name="AgeP50Seconds">Time from a bar's end to the store: half of them took no longer. Null where none came in time to be measured.</param>
/// <param name="MostRequests">Requests of the minute that took most.</param>
/// <param name="Worst">Symbols with most missing minutes, then empty ones.</param>
public sealed record QualityReport(
    DateOnly Date,
    int Symbols,
    string? Sources,
    int Slots,
    long Bars,
    long Empty,
    long Missing,
    long Late,
    long Corrected,
    long Rejected,
    long Requests,
    int MostRequests,
    int FailedChunks,
    string? LastFailure,
    long AgesMeasured,
    double? AgeP50Seconds,
    double? AgeP99Seconds,
    double? AgeMaxSeconds,
    DateTime? LastSlotUtc,
    SymbolQuality[] Worst);

/// <summary>Reports on the ingested bars of a session.</summary>
public sealed class QualityReporter(BarStore bars)
{
    /// <param name="symbol">Only this symbol; null for all.</param>
    /// <param name="limit">Most symbols named.</param>
    /// <returns>Null where nothing was taken in on that day.</returns>
    public async Task<QualityReport?> Report(DateOnly date, Symbol? symbol, int limit, CancellationToken cancellationToken)
    {
        if (ExchangeCalendar.SessionOn(date) is not { } session || await bars.ReadRoster(date, cancellationToken) is not { } roster)
        {
            return null;
        }

        var all = new List<SymbolQuality>();
        await foreach (var day in bars.ReadDays(date, cancellationToken))
        {
            if (symbol is null || day.Symbol == symbol)
            {
                all.Add(Of(day, session));
            }
        }

        var day0 = (await bars.ReadIngestion(date, cancellationToken))?.Value;
        return new QualityReport(
            date, roster.Value.Symbols.Length, roster.Value.Sources, day0?.Slots ?? 0, all.Sum(q => (long)q.Bars), all.Sum(q => (long)q.Empty), all.Sum(q => (long)q.Missing),
            all.Sum(q => (long)q.Late), all.Sum(q => (long)q.Corrected), all.Sum(q => (long)q.Rejected), day0?.Requests ?? 0, day0?.MostRequests ?? 0, day0?.FailedChunks ?? 0, day0?.LastFailure,
            day0?.Ages.Count ?? 0, day0?.Ages.Percentile(0.5), day0?.Ages.Percentile(0.99), day0 is { Ages.Count: > 0 } ? day0.Ages.MaxMs / 1000d : null, day0?.LastSlotUtc,
            [.. all.OrderByDescending(q => q.Missing).ThenByDescending(q => q.Empty).ThenBy(q => q.Symbol).Take(limit)]);
    }

    private static SymbolQuality Of(BarDay day, Session session)
    {
        var known = BarBlock.Read(day.Data, day.Count);
        var ends = Array.ConvertAll(known, bar => bar.EndUtc);
        return new SymbolQuality(
            day.Symbol,
            day.Count,
            SessionGaps.Find(session, ends, session.OpenUtc, day.SettledToUtc).Sum(gap => gap.Minutes),
            SessionGaps.Find(session, ends, day.SettledToUtc, day.AskedToUtc).Sum(gap => gap.Minutes),
            day.Late, day.Corrected, day.Rejected,
            known.Length == 0 ? null : known[^1].EndUtc,
            day.AskedToUtc);
    }
}
