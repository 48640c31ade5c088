using System.Globalization;
using TradingFunctions.AlpacaStub.Accounts;
using TradingFunctions.AlpacaStub.Hosting;
using TradingFunctions.AlpacaStub.Orders;
using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.MarketData;

/// <summary>The routes of the data API: symbols without data are absent from the answers.</summary>
internal static class MarketEndpoints
{
    private const decimal HalfSpread = 0.01m;
    private const int DefaultPage = 1000;
    private const int LargestPage = 10_000;

    public static void Map(IEndpointRouteBuilder routes, Serving serving)
    {
        On("/v2/stocks/bars", request => Bars(request, request.Symbols(), page => StubAnswer.Ok(page, AlpacaJson.Default.BarsBody)));
        On("/v2/stocks/{symbol}/bars", request => Bars(request, [request.Route("symbol")], page => StubAnswer.Ok(
            new SymbolBarsBody(page.Bars.GetValueOrDefault(request.Route("symbol"), []), request.Route("symbol"), page.NextPageToken), AlpacaJson.Default.SymbolBarsBody)));
        On("/v2/stocks/bars/latest", request => StubAnswer.Ok(new LatestBarsBody(PerSymbol(request, symbol => Minute(request.Account, symbol))), AlpacaJson.Default.LatestBarsBody));
        On("/v2/stocks/quotes/latest", request => StubAnswer.Ok(new LatestQuotesBody(PerSymbol(request, symbol => Quote(request.Account, symbol))), AlpacaJson.Default.LatestQuotesBody));
        On("/v2/stocks/trades/latest", request => StubAnswer.Ok(new LatestTradesBody(PerSymbol(request, symbol => Trade(request.Account, symbol))), AlpacaJson.Default.LatestTradesBody));
        On("/v2/stocks/snapshots", request => StubAnswer.Ok(PerSymbol(request, symbol => Snapshot(request.Account, symbol)), AlpacaJson.Default.SortedDictionaryStringSnapshotBody));
        On("/v1beta1/screener/stocks/most-actives", MostActives);
        On("/v1beta1/screener/stocks/movers", Movers);

        void On(string path, Func<StubRequest, StubAnswer> handle) => routes.MapGet(path, (RequestDelegate)(context => serving.Serve(context, handle)));
    }

    /// <summary>The limit counts bars over all symbols; the token names the symbol and time to go on from.</summary>
    private static StubAnswer Bars(StubRequest request, string[] symbols, Func<BarsBody, StubAnswer> answer)
    {
        if (SyntheticBars.Length(request.Query("timeframe")) is not { } length || symbols.Length == 0)
        {
            return StubAnswer.Error(StatusCodes.Status400BadRequest, code: null, "invalid timeframe or symbols");
        }

        var limit = request.Query("limit") is { Length: > 0 } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : DefaultPage;
        if (limit is < 1 or > LargestPage)
        {
            return StubAnswer.Error(StatusCodes.Status400BadRequest, code: null, $"limit must be between 1 and {LargestPage}");
        }

        var end = Time(request.Query("end")) ?? request.Account.Now;
        var start = Time(request.Query("start")) ?? request.Account.Now.Date;
        var from = (request.Query("page_token") ?? string.Empty).Split('|') is [var at, var ticks] ? (Symbol: at, Ticks: long.Parse(ticks, CultureInfo.InvariantCulture)) : (Symbol: string.Empty, Ticks: 0L);
        var page = new SortedDictionary<string, BarBody[]>(StringComparer.Ordinal);
        foreach (var symbol in symbols.Where(Assets.Has).Order(StringComparer.Ordinal).SkipWhile(symbol => string.CompareOrdinal(symbol, from.Symbol) < 0))
        {
            var first = symbol == from.Symbol ? new DateTime(from.Ticks, DateTimeKind.Utc) : new DateTime((start.Ticks + length.Ticks - 1) / length.Ticks * length.Ticks, DateTimeKind.Utc);
            var bars = new List<BarBody>();
            for (var time = first; time <= end && time + length <= request.Account.Now; time += length)
            {
                if (limit-- == 0)
                {
                    page[symbol] = [.. bars];
                    return answer(new BarsBody(page, $"{symbol}|{time.Ticks}"));
                }

                bars.Add(SyntheticBars.At(symbol, time));
            }

            if (bars.Count > 0)
            {
                page[symbol] = [.. bars];
            }
        }

        return answer(new BarsBody(page, NextPageToken: null));
    }

    private static StubAnswer MostActives(StubRequest request)
    {
        var symbols = Assets.Symbols.OrderByDescending(Assets.StartPrice).Take(Top(request, 100));
        return StubAnswer.Ok(new MostActivesBody([.. symbols.Select((symbol, rank) => new ActiveBody(symbol, 1_000_000 - (rank * 1000), 10_000 - rank))], request.Account.Now), AlpacaJson.Default.MostActivesBody);
    }

    private static StubAnswer Movers(StubRequest request)
    {
        var moves = Assets.Symbols.Select(symbol => Mover(request.Account, symbol)).OrderByDescending(mover => mover.PercentChange).ThenBy(mover => mover.Symbol, StringComparer.Ordinal).ToArray();
        var top = Top(request, 50);
        return StubAnswer.Ok(new MoversBody([.. moves.Take(top)], [.. moves.Reverse().Take(top)], "stocks", request.Account.Now), AlpacaJson.Default.MoversBody);
    }

    private static MoverBody Mover(StubAccount account, string symbol)
    {
        var (start, price) = (Assets.StartPrice(symbol), account.Market.Price(symbol));
        return new MoverBody(symbol, Math.Round((price - start) / start * 100m, 2), price - start, price);
    }

    private static int Top(StubRequest request, int most) => Math.Clamp(int.Parse(request.Query("top") ?? "10", CultureInfo.InvariantCulture), 1, most);

    private static SortedDictionary<string, T> PerSymbol<T>(StubRequest request, Func<string, T> body)
    {
        var bodies = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var symbol in request.Symbols().Where(Assets.Has))
        {
            bodies[symbol] = body(symbol);
        }

        return bodies;
    }

    private static SnapshotBody Snapshot(StubAccount account, string symbol)
    {
        var today = account.Now.Date.AddHours(5);
        return new SnapshotBody(Trade(account, symbol), Quote(account, symbol), Minute(account, symbol), SyntheticBars.At(symbol, today), SyntheticBars.At(symbol, today.AddDays(-1)));
    }

    private static TradeBody Trade(StubAccount account, string symbol) => new(account.Now, "V", account.Market.Price(symbol), 100, 1, ["@"], "C");

    private static QuoteBody Quote(StubAccount account, string symbol)
    {
        var price = account.Market.Price(symbol);
        return new QuoteBody(account.Now, "V", price + HalfSpread, 200, "V", price - HalfSpread, 200, ["R"], "C");
    }

    private static BarBody Minute(StubAccount account, string symbol)
    {
        var price = account.Market.Price(symbol);
        var start = new DateTime(account.Now.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, DateTimeKind.Utc).AddMinutes(-1);
        return new BarBody(start, price, price, price, price, 1000, 10, price);
    }

    private static DateTime? Time(string? text) => text is { Length: > 0 }
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
        : null;
}
