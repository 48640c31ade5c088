using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Files;

/// <summary>Turns the rows of each symbol into bars, as soon as the file's period is known.</summary>
/// <remarks>
/// The period of minute and hour files is the most frequent distance between two rows of the first symbol that has two. A bar ends one
/// period after its start. One that straddles the open of a session begins at the open, and one that straddles the close
/// ends at the close: of an hourly file, the bar of 09:00 is 09:30 to 10:00.
/// </remarks>
internal sealed class SeriesBuilder(bool isDaily, Func<RawBar, BadRow, bool> refuse)
{
    private static readonly TimeSpan FallbackPeriod = TimeSpan.FromMinutes(1);

    private readonly List<(Symbol Symbol, RawBar[] Rows)> waiting = [];
    private readonly List<BarSeries> series = [];
    private long period = isDaily ? TimeSpan.TicksPerDay : 0;

    public TimeSpan Period => period == 0 ? FallbackPeriod : new TimeSpan(period);

    public int Rows { get; private set; }

    /// <summary>Takes all rows of one symbol.</summary>
    public void Add(Symbol symbol, List<RawBar> rows)
    {
        if (period == 0)
        {
            period = MostFrequentDistance(rows);
        }

        if (period == 0)
        {
            waiting.Add((symbol, [.. rows]));
            return;
        }

        Flush();
        Build(symbol, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
    }

    public IReadOnlyList<BarSeries> Finish()
    {
        Flush();
        return series;
    }

    private void Flush()
    {
        foreach (var (symbol, rows) in waiting)
        {
            Build(symbol, rows);
        }

        waiting.Clear();
    }

    private void Build(Symbol symbol, ReadOnlySpan<RawBar> rows)
    {
        var built = new BarSeries(symbol, Math.Max(1, rows.Length));
        var lastEnd = long.MinValue;
        foreach (ref readonly var row in rows)
        {
            var (start, end) = isDaily ? (row.StartTicks, row.EndTicks) : Clamp(row.Date, row.StartTicks, row.StartTicks + Period.Ticks);
            if (start < lastEnd)
            {
                refuse(row, BadRow.Overlap);
                continue;
            }

            built.Append(new Bar(
                new DateTime(start, DateTimeKind.Utc), new DateTime(end, DateTimeKind.Utc),
                row.Open, row.High, row.Low, row.Close, row.Volume, row.Bid, row.Ask));
            lastEnd = end;
        }

        if (built.Count > 0)
        {
            series.Add(built);
            Rows += built.Count;
        }
    }

    private static (long Start, long End) Clamp(DateOnly date, long start, long end)
    {
        if (ExchangeCalendar.SessionOn(date) is not { } session)
        {
            return (start, end);
        }

        var (open, close) = (session.OpenUtc.Ticks, session.CloseUtc.Ticks);
        return (start < open && open < end ? open : start, start < close && close < end ? close : end);
    }

    private static long MostFrequentDistance(List<RawBar> rows)
    {
        var counts = new SortedDictionary<long, int>();
        for (var i = 1; i < rows.Count; i++)
        {
            var distance = rows[i].StartTicks - rows[i - 1].StartTicks;
            counts[distance] = counts.GetValueOrDefault(distance) + 1;
        }

        var best = counts.Where(c => c.Key <= TimeSpan.TicksPerDay / 2).DefaultIfEmpty().MaxBy(c => c.Value);
        return best.Key;
    }
}
