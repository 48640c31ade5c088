using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Performance;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Day;

/// <summary>Closes trading days from the log alone: each goes on from the record of the one before, so that it costs what the day brought.</summary>
public sealed class DayCloser(DayStore days, AccountLog log, IMarketData market)
{
    /// <summary>A day ends at this time in New York: what is booked later belongs to the next session.</summary>
    public static readonly TimeOnly End = new(17, 0);

    /// <summary>Closes every session up to a slot that has no record yet.</summary>
    /// <returns>The record of the last session up to the slot, and how many were closed now.</returns>
    public async Task<(DayRecord Day, int Closed)> CloseUpTo(DateTime slotUtc, CancellationToken cancellationToken)
    {
        var last = LastSession(slotUtc);
        var before = await days.Latest(last.Date, cancellationToken);
        var closed = 0;
        var session = before is null ? await FirstSession(last, cancellationToken) : ExchangeCalendar.NextSession(before.Date);
        for (; session.Date <= last.Date; session = ExchangeCalendar.NextSession(session.Date))
        {
            before = await days.Save(await Close(session, before, cancellationToken), cancellationToken);
            closed++;
        }

        return (before!, closed);
    }

    private static Session LastSession(DateTime slotUtc)
    {
        var local = ExchangeCalendar.ToNewYork(slotUtc);
        var date = DateOnly.FromDateTime(local);
        return TimeOnly.FromDateTime(local) >= End && ExchangeCalendar.SessionOn(date) is { } today ? today : ExchangeCalendar.PreviousSession(date);
    }

    /// <summary>The session that the log begins in; the one to close where it is empty.</summary>
    private async Task<Session> FirstSession(Session last, CancellationToken cancellationToken)
    {
        await foreach (var entry in log.ReadBooks(after: 0, cancellationToken))
        {
            var first = DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(entry.AtUtc));
            return ExchangeCalendar.SessionOn(first) is { } session && entry.AtUtc <= EndOf(session) ? session : Earlier(ExchangeCalendar.NextSession(first), last);
        }

        return last;
    }

    private static Session Earlier(Session left, Session right) => left.Date < right.Date ? left : right;

    private static DateTime EndOf(Session session) => ExchangeCalendar.ToUtc(session.Date, End);

    private async Task<DayRecord> Close(Session session, DayRecord? before, CancellationToken cancellationToken)
    {
        var endUtc = EndOf(session);
        var entries = new List<LogEntry>();
        var symbols = new SortedSet<Symbol>((before?.Books.Positions ?? []).Select(position => position.Symbol));
        await foreach (var entry in log.ReadBooks(before?.Books.LogSequence ?? 0, cancellationToken))
        {
            if (entry.AtUtc > endUtc)
            {
                break;
            }

            entries.Add(entry);
            if ((entry.Fill?.Symbol ?? entry.Adjustment?.Symbol) is { } symbol)
            {
                symbols.Add(symbol);
            }
        }

        return DayClosing.Close(session.Date, before, entries, await Marks(symbols, session, cancellationToken));
    }

    /// <summary>Closing prices: of each symbol's last bar up to the close, at most two sessions old.</summary>
    private async Task<IReadOnlyDictionary<Symbol, Price>> Marks(SortedSet<Symbol> symbols, Session session, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<Symbol, Price>();
        if (symbols.Count == 0)
        {
            return marks;
        }

        var from = ExchangeCalendar.PreviousSession(session.Date).OpenUtc;
        var history = await MarketCall.Try(() => market.FetchHistory(symbols, from, session.CloseUtc, cancellationToken));
        foreach (var (symbol, bars) in history)
        {
            if (!bars.IsEmpty && bars.Last.Close is > 0 and < 10_000_000)
            {
                marks[symbol] = Price.From(bars.Last.Close);
            }
        }

        return marks;
    }
}
