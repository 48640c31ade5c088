using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Files;

/// <summary>Reads and checks one row, symbol apart.</summary>
internal sealed class RowParser(BarFileHeader header, BarFileOptions options)
{
    private const double MinPrice = 0.000001;
    private const double MaxPrice = 10_000_000;

    private static readonly TimeOnly RegularOpen = new(9, 30);
    private static readonly TimeOnly RegularClose = new(16, 0);

    private readonly double[] numbers = new double[BarFileHeader.MaxColumns];
    private readonly bool adjusts = header.Adjusted >= 0 && !options.Raw;

    /// <summary>Column that <see cref="TryParse"/> refused, -1 for the whole row.</summary>
    public int BadColumn { get; private set; }

    /// <summary>The New York date of a row, the cheap part of it.</summary>
    public bool TryDate(ReadOnlySpan<byte> text, out DateOnly date, out TimeOnly time)
    {
        time = RegularOpen;
        BadColumn = 1;
        var ok = header.IsDaily ? FieldParser.TryDate(text, out date) : FieldParser.TryDateTime(text, out date, out time);
        return ok && date.Year is >= ExchangeCalendar.FirstYear and <= ExchangeCalendar.LastYear;
    }

    /// <param name="fields">End of every field in <paramref name="line"/>.</param>
    /// <returns>Null, or what is wrong.</returns>
    public BadRow? TryParse(ReadOnlySpan<byte> line, ReadOnlySpan<int> fields, DateOnly date, TimeOnly time, int lineNumber, out RawBar bar)
    {
        bar = default;
        if (Numbers(line, fields) is { } bad)
        {
            return bad;
        }

        var (open, high, low, close) = (numbers[2], numbers[3], numbers[4], numbers[5]);
        if (high < low || open > high || open < low || close > high || close < low)
        {
            BadColumn = high < low ? 3 : open > high || open < low ? 2 : 5;
            return BadRow.Range;
        }

        DateTime start, end;
        if (!header.IsDaily)
        {
            (start, end) = (ExchangeCalendar.ToUtc(date, time), default);
        }
        else if (ExchangeCalendar.SessionOn(date) is { } session)
        {
            (start, end) = (session.OpenUtc, session.CloseUtc);
        }
        else if (options.AllowNonSessionDays)
        {
            (start, end) = (ExchangeCalendar.ToUtc(date, RegularOpen), ExchangeCalendar.ToUtc(date, RegularClose));
        }
        else
        {
            BadColumn = 1;
            return BadRow.NoSession;
        }

        var factor = adjusts ? numbers[header.Adjusted] / close : 1;
        if (low * factor < MinPrice || high * factor > MaxPrice)
        {
            BadColumn = header.Adjusted;
            return BadRow.Price;
        }

        var (bid, ask) = header.Bid < 0 ? (0, 0) : (numbers[header.Bid] * factor, numbers[header.Bid + 1] * factor);
        bar = new RawBar(
            date, start.Ticks, end.Ticks, open * factor, high * factor, low * factor, close * factor, numbers[header.Volume] / factor, bid, ask, lineNumber);
        return null;
    }

    private BadRow? Numbers(ReadOnlySpan<byte> line, ReadOnlySpan<int> fields)
    {
        for (var i = BarFileHeader.Open; i < header.Names.Length; i++)
        {
            BadColumn = i;
            var text = line[(fields[i - 1] + 1)..fields[i]];
            var isQuote = i > header.Volume;
            if (text.IsEmpty && isQuote)
            {
                numbers[i] = 0;
                continue;
            }

            if (!FieldParser.TryNumber(text, out var value))
            {
                return BadRow.Number;
            }

            var isPrice = i < header.Volume;
            if (isPrice ? value is < MinPrice or > MaxPrice : value < 0)
            {
                return isPrice || i == header.Bid || i == header.Bid + 1 ? BadRow.Price : BadRow.Volume;
            }

            numbers[i] = value;
        }

        return null;
    }
}
