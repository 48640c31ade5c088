using System.Buffers;
using System.Text;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>Times of a table's rows as they come, and which rows count for them.</summary>
/// <param name="column">Number of the column of times in the file.</param>
/// <param name="hasLines">Whether places in the file are lines; rows otherwise.</param>
public sealed class TableTimes(string file, TableRules rules, int column, bool hasLines)
{
    private readonly SortedDictionary<string, int> skipped = new(StringComparer.Ordinal);
    private readonly List<SkippedPlace> places = [];
    private readonly List<long> times = [];
    private readonly ArrayBufferWriter<byte> timeText = new();
    private readonly List<int> timeEnds = [];

    /// <summary>Whether places in the file are lines; rows otherwise.</summary>
    public bool HasLines => hasLines;

    /// <summary>Rows that were left out, by reason.</summary>
    public IReadOnlyDictionary<string, int> Skipped => skipped;

    /// <summary>The first of them, at most <see cref="SkippedPlace.Most"/> of each reason.</summary>
    public IReadOnlyList<SkippedPlace> SkippedPlaces => places;

    /// <summary>Takes a time as text; see <see cref="TimeField"/>.</summary>
    /// <param name="text">Empty where the row has none.</param>
    /// <returns>False where the row does not count.</returns>
    /// <exception cref="PriceTableException">The rules refuse the table for it.</exception>
    public bool Take(ReadOnlySpan<byte> text, long place)
    {
        text = text.Trim((byte)' ');
        if (text.IsEmpty || !TimeField.TryRead(text, out var ticks))
        {
            return Refuse("time", place, column, text.IsEmpty ? "has no time." : $"'{Show(text)}' is no time. Possible are 2024-03-04T09:30:00Z, 2024-03-04 09:30:00, 2024-03-04.");
        }

        if (times.Count > 0 && ticks <= times[^1])
        {
            return ticks == times[^1]
                ? Refuse("duplicateTime", place, column, $"'{Show(text)}' is the time of a row before.")
                : Refuse("unsorted", place, column, $"'{Show(text)}' is earlier than the row before: rows must be in the order of their times.");
        }

        times.Add(ticks);
        timeText.Write(text);
        timeEnds.Add(timeText.WrittenCount);
        return true;
    }

    /// <summary>A row that does not count: it is counted by its reason, or the table is refused.</summary>
    /// <param name="at">Number of the column; 0 where the whole row is meant.</param>
    /// <returns>False.</returns>
    /// <exception cref="PriceTableException">The rules refuse the table for it.</exception>
    public bool Refuse(string reason, long place, int at, string problem)
    {
        if (!rules.SkipBadRows)
        {
            throw hasLines ? new PriceTableException(file, problem, place, at) : new PriceTableException(file, problem, column: at, row: place);
        }

        var before = skipped.GetValueOrDefault(reason);
        skipped[reason] = before + 1;
        if (before < SkippedPlace.Most)
        {
            places.Add(new SkippedPlace(reason, place, at, Name: null, problem));
        }

        return false;
    }

    internal (long[] Ticks, byte[] Text, int[] Ends) ToArrays() => ([.. times], timeText.WrittenSpan.ToArray(), [.. timeEnds]);

    private static string Show(ReadOnlySpan<byte> text) => PriceTableException.Show(Encoding.UTF8.GetString(text));
}
