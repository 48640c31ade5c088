using System.Diagnostics.Metrics;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Telemetry;

/// <summary>Figures that take a look at market and store: read now and then by the host, given to whoever collects from the last reading.</summary>
/// <param name="clock">The host's clock, by which prices age.</param>
/// <param name="wall">The wall's clock, by which queued signals age.</param>
public sealed class HostGauges(
    TradeMetrics metrics, AccountMeter meter, AccountQueries queries, IMarketData market, ISignalOutbox queue, TradeOptions options, TimeProvider clock, TimeProvider wall)
{
    /// <summary>Symbols whose prices' age is looked at where nothing is held.</summary>
    private const int LookedAt = 20;

    private volatile HostReading? last;
    private int isPublished;

    /// <summary>Time between two readings.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>Null before the first reading.</summary>
    public HostReading? Last => last;

    public async Task Sample(CancellationToken cancellationToken)
    {
        var account = await queries.Portfolio(cancellationToken);
        var depth = await queue.Measure(cancellationToken);
        var largest = account.Positions.MaxBy(position => position.MarketValue.Abs());
        var age = depth.OldestUtc is { } oldest ? wall.GetUtcNow().UtcDateTime - oldest : TimeSpan.Zero;
        var reading = new HostReading(
            account,
            new Money(account.Positions.Sum(position => position.MarketValue.Amount)),
            largest?.Symbol,
            0m,
            depth,
            age > TimeSpan.Zero ? age : TimeSpan.Zero,
            await AgeOfPrices(account, cancellationToken));
        last = largest is null ? reading : reading with { Concentration = reading.Share(largest.MarketValue.Abs()) };
        if (Interlocked.Exchange(ref isPublished, 1) == 0)
        {
            Publish();
        }
    }

    private async Task<TimeSpan?> AgeOfPrices(PortfolioView account, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!options.IsMarketOpen(now))
        {
            return null;
        }

        try
        {
            Symbol[] symbols = account.Positions.Length > 0
                ? [.. account.Positions.Select(position => position.Symbol)]
                : [.. (await market.ListSymbols(cancellationToken)).Take(LookedAt)];
            var snapshots = await market.FetchSnapshots(symbols, 1, cancellationToken);
            var ages = snapshots.Values.Where(snapshot => snapshot.LastPriceUtc != default).Select(snapshot => now - snapshot.LastPriceUtc).ToArray();
            return ages.Length == 0 ? null : account.Positions.Length > 0 ? ages.Max() : ages.Min();
        }
        catch (MarketDataException)
        {
            // How old the prices are is what nobody knows then: the last known age goes on.
            return last?.DataAge is { } known ? known + Step : null;
        }
    }

    private void Publish()
    {
        var meters = metrics.Meter;
        Gauge("trading.equity", "USD", "Value of the account.", reading => (double)reading.Account.Equity.Amount);
        Gauge("trading.cash", "USD", "Cash.", reading => (double)reading.Account.Cash.Amount);
        Gauge("trading.exposure.gross", "USD", "Market value of all positions, long and short added.", reading => (double)reading.Account.Exposure.Amount);
        Gauge("trading.exposure.net", "USD", "Long less short.", reading => (double)reading.Net.Amount);
        Gauge("trading.exposure.reserved", "USD", "What working entries reserve.", reading => (double)reading.Account.ReservedExposure.Amount);
        Gauge("trading.concentration", "1", "Largest position as a share of equity.", reading => (double)reading.Concentration);
        Gauge("trading.drawdown", "1", "Fall from the peak as a share of it.", reading => (double)reading.Account.Drawdown);
        Gauge("trading.positions", "{position}", "Open positions.", reading => reading.Account.Positions.Length);
        Gauge("trading.orders.working", "{order}", "Working orders.", reading => reading.Account.WorkingOrders);
        Gauge("trading.state", "1", "0 active, 1 reducing, 2 halted.", reading => (int)reading.Account.State);
        Gauge("trading.queue.age", "s", "Age of the oldest queued signal.", reading => reading.QueueAge.TotalSeconds);
        Gauge("trading.queue.waiting", "{message}", "Signals in the queue.", reading => reading.Queue.Waiting);
        Gauge("trading.queue.poison", "{message}", "Queued signals that were given up.", reading => reading.Queue.Poisoned);
        Gauge("trading.data.age", "s", "Age of the oldest price in use while the market is open, on the host's clock.", reading => reading.DataAge?.TotalSeconds);
        meters.CreateObservableGauge("trading.strategy.return", Returns, "1", "Realised P&L since the host started as a share of the account's starting equity, by strategy.");

        void Gauge(string name, string unit, string description, Func<HostReading, double?> of) =>
            meters.CreateObservableGauge(name, () => last is { } reading && of(reading) is { } value ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>(), unit, description);
    }

    private IEnumerable<Measurement<double>> Returns()
    {
        var start = last?.Account.StartEquity ?? Money.Zero;
        return start <= Money.Zero
            ? []
            : meter.Realized.Select(pair => new Measurement<double>((double)(pair.Value / start.Amount), new KeyValuePair<string, object?>("strategy", pair.Key)));
    }
}
