using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Activities;

public sealed record PriceRequest(Symbol Symbol);

/// <param name="Price">Last traded price, dollars.</param>
/// <param name="AtUtc">When that was.</param>
/// <param name="Bid">Dollars; null where unknown.</param>
/// <param name="Ask">Dollars; null where unknown.</param>
public sealed record PriceQuote(Symbol Symbol, double Price, DateTime AtUtc, double? Bid, double? Ask);

/// <param name="Symbols">1 to <see cref="FetchMarketData.MaxSymbols"/>.</param>
public sealed record MarketDataRequest(Symbol[] Symbols);

/// <param name="Missing">Symbols without data.</param>
public sealed record MarketDataReply(PriceQuote[] Quotes, Symbol[] Missing);

/// <param name="Limit">Newest bars given at most, 1 to <see cref="FetchHistory.MaxBars"/>.</param>
public sealed record HistoryRequest(Symbol Symbol, DateTime FromUtc, DateTime ToUtc, int Limit);

public sealed record HistoryReply(Symbol Symbol, Bar[] Bars);

/// <summary>The last price of one symbol.</summary>
public sealed class FetchPrice(IMarketData market) : IActivity<PriceRequest, PriceQuote>
{
    public async Task<PriceQuote> Run(PriceRequest input, CancellationToken cancellationToken)
    {
        var reply = await new FetchMarketData(market).Run(new MarketDataRequest([input.Symbol]), cancellationToken);
        return reply.Quotes is [var quote] ? quote : throw new ActivityFailureException("UNKNOWN_SYMBOL", $"The market has no data of {input.Symbol}.");
    }
}

/// <summary>The last prices of many symbols in one call to the market.</summary>
public sealed class FetchMarketData(IMarketData market) : IActivity<MarketDataRequest, MarketDataReply>
{
    /// <summary>Most symbols in one call: what fits a payload.</summary>
    public const int MaxSymbols = 500;

    public async Task<MarketDataReply> Run(MarketDataRequest input, CancellationToken cancellationToken)
    {
        if (input.Symbols.Length is 0 or > MaxSymbols)
        {
            throw new ActivityFailureException("SYMBOLS", $"symbols: 1 to {MaxSymbols} are allowed, {input.Symbols.Length} were given.");
        }

        var snapshots = await MarketCall.Try(() => market.FetchSnapshots(input.Symbols, 1, cancellationToken));
        return new MarketDataReply(
            [.. input.Symbols.Where(snapshots.ContainsKey).Select(s => Quote(snapshots[s]))],
            [.. input.Symbols.Where(s => !snapshots.ContainsKey(s))]);
    }

    private static PriceQuote Quote(SymbolSnapshot snapshot) =>
        new(snapshot.Symbol, snapshot.LastPrice, snapshot.LastPriceUtc, snapshot.Quote?.Bid, snapshot.Quote?.Ask);
}

/// <summary>Past bars of one symbol, oldest first.</summary>
public sealed class FetchHistory(IMarketData market) : IActivity<HistoryRequest, HistoryReply>
{
    /// <summary>Most bars in one reply: what fits a payload.</summary>
    public const int MaxBars = 240;

    public async Task<HistoryReply> Run(HistoryRequest input, CancellationToken cancellationToken)
    {
        if (input.Limit is < 1 or > MaxBars)
        {
            throw new ActivityFailureException("LIMIT", $"limit: 1 to {MaxBars} are allowed, {input.Limit} was given.");
        }

        var history = await MarketCall.Try(() => market.FetchHistory([input.Symbol], input.FromUtc, input.ToUtc, cancellationToken));
        if (!history.TryGetValue(input.Symbol, out var bars))
        {
            throw new ActivityFailureException("UNKNOWN_SYMBOL", $"The market has no data of {input.Symbol}.");
        }

        var first = Math.Max(0, bars.Count - input.Limit);
        return new HistoryReply(input.Symbol, [.. Enumerable.Range(first, bars.Count - first).Select(i => bars[i])]);
    }
}

/// <summary>Calls of the market: a source that does not answer is a failure that may pass.</summary>
internal static class MarketCall
{
    public static async Task<T> Try<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (MarketDataException e)
        {
            throw new ActivityFailureException("MARKET_DATA", e.Message, retriable: true, e);
        }
    }
}
