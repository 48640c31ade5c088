using System.Collections.Concurrent;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>
/// One batched snapshot of the market per check time, shared by all monitors of this host: 400 monitors never mean 400 calls. The first
/// that asks for a check time fetches for everybody who asked lately.
/// </summary>
public sealed class MarketView(IMarketData market)
{
    /// <summary>Newest bars in a snapshot: what the longest look-back of a plan needs, and some.</summary>
    public const int Bars = 640;

    /// <summary>Symbols nobody asked for during so many batches are left out of the next.</summary>
    private const int ForgetAfter = 20;

    private readonly ConcurrentDictionary<Symbol, long> askedIn = new();
    private readonly Lock gate = new();
    private Batch? current;

    private sealed record Batch(long Number, DateTime CheckUtc, Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> Snapshots);

    /// <summary>Calls to the market so far.</summary>
    public long Calls { get; private set; }

    /// <summary>The market at a check time, or later where a check is late. Null when the symbol has no data.</summary>
    /// <exception cref="MarketDataException">The market did not answer.</exception>
    public async ValueTask<SymbolSnapshot?> At(DateTime checkUtc, Symbol symbol, CancellationToken cancellationToken)
    {
        var batch = BatchAt(checkUtc, symbol, out var alone);
        if (alone is not null)
        {
            return (await alone).GetValueOrDefault(symbol);
        }

        try
        {
            return (await batch.Snapshots).GetValueOrDefault(symbol);
        }
        catch
        {
            // A failed batch must not be what the next one who asks is given.
            Interlocked.CompareExchange(ref current, null, batch);
            throw;
        }
    }

    private Batch BatchAt(DateTime checkUtc, Symbol symbol, out Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>>? alone)
    {
        lock (gate)
        {
            alone = null;
            var batch = current;
            if (batch is not null && batch.CheckUtc >= checkUtc)
            {
                // New to the batch: one call of its own this time, part of the batch from now on.
                if (!askedIn.TryGetValue(symbol, out var last) || last == 0)
                {
                    alone = Fetch([symbol]);
                }

                askedIn[symbol] = batch.Number;
                return batch;
            }

            var number = (batch?.Number ?? 0) + 1;
            askedIn[symbol] = number;
            var symbols = askedIn.Where(a => number - a.Value <= ForgetAfter).Select(a => a.Key).Order().ToArray();
            foreach (var old in askedIn.Where(a => number - a.Value > ForgetAfter))
            {
                askedIn.TryRemove(old);
            }

            return current = new Batch(number, checkUtc, Fetch(symbols));
        }
    }

    /// <summary>Not cancelled with the one who asked first: others wait for the same answer.</summary>
    private Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> Fetch(Symbol[] symbols)
    {
        Calls++;
        return market.FetchSnapshots(symbols, Bars, CancellationToken.None);
    }
}
