using TradingFunctions.Domain.Performance;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Books;

namespace TradingFunctions.Pipeline.Day;

/// <summary>The trades that are not over, with the strategies that opened them: the last day's record and the log since then.</summary>
public sealed class OpenTrades(DayStore days, AccountLog log)
{
    /// <param name="date">New York date of now.</param>
    public async Task<IReadOnlyCollection<OpenTrip>> Find(DateOnly date, CancellationToken cancellationToken)
    {
        var before = await days.Latest(date, cancellationToken);
        var books = RebuiltBooks.From(before?.Books ?? BooksCheckpoint.Empty);
        var trips = new TripTracker(before?.OpenTrades ?? []);
        await foreach (var entry in log.ReadBooks(books.LogSequence, cancellationToken))
        {
            if (books.Apply(entry) is { } step)
            {
                trips.Apply(step);
            }
        }

        return trips.Open;
    }
}
