using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Performance;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>What the trades that a strategy opened came to. Dollars; see <c>docs/books.md</c>.</summary>
/// <param name="Trades">Trades that are over.</param>
/// <param name="HitRate">Trades with a profit after fees over all; null without trades.</param>
/// <param name="Pnl">Of trades that are over, of what open ones have realised, and unrealised, after fees.</param>
/// <param name="Unrealized">Part of it that is not realised yet, at current prices.</param>
/// <param name="Today">Realised and change of unrealised since the last day was closed, after fees.</param>
/// <param name="Open">Positions that it opened.</param>
public sealed record StrategyFigures(int Trades, int Wins, int Losses, double? HitRate, Money Pnl, Money Unrealized, Money Today, int Open)
{
    public static StrategyFigures None { get; } = new(0, 0, 0, HitRate: null, Money.Zero, Money.Zero, Money.Zero, 0);
}

/// <summary>Reads P&amp;L and hit rate per strategy: the last closed day, and the log since then as if the day were closed now.</summary>
public sealed class StrategyPerformance(DayStore days, AccountLog log, AccountBook book, MarketReader market, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly List<LogEntry> since = [];
    private long sinceNumber = -1;

    public async Task<IReadOnlyDictionary<string, StrategyFigures>> Read(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var date = DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(now));
        var before = await days.Latest(date, cancellationToken);
        var state = await book.Open(cancellationToken);
        var day = DayClosing.Close(date, before, await Entries(before?.Books.LogSequence ?? 0, cancellationToken), await Marks(state, now, cancellationToken));
        return day.Strategies.ToDictionary(
            group => group.Key,
            group => Figures(group.Value, [.. day.OpenTrades.Where(trip => trip.Strategy.Value == group.Key)]),
            StringComparer.Ordinal);
    }

    public void Dispose() => gate.Dispose();

    private static StrategyFigures Figures(DayGroup group, OpenTrip[] open)
    {
        var trades = group.TradesToDate;
        var running = open.Aggregate(Money.Zero, (sum, trip) => sum + trip.Realized - trip.Fees);
        return new StrategyFigures(
            trades.Trades, trades.Wins, trades.Losses, trades.WinRate, trades.Net + running + group.Unrealized, group.Unrealized, group.Pnl, open.Length);
    }

    /// <summary>Entries that were read stay: whoever looks every few seconds reads what is new.</summary>
    private async Task<LogEntry[]> Entries(long after, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (sinceNumber != after)
            {
                since.Clear();
                sinceNumber = after;
            }

            await foreach (var entry in log.ReadBooks(since.Count > 0 ? since[^1].Number : after, cancellationToken))
            {
                since.Add(entry);
            }

            return [.. since];
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<IReadOnlyDictionary<Symbol, Price>> Marks(AccountState state, DateTime nowUtc, CancellationToken cancellationToken)
    {
        try
        {
            return await market.MarksOf(state, nowUtc, cancellationToken);
        }
        catch (MarketDataException)
        {
            return new Dictionary<Symbol, Price>();
        }
    }
}
