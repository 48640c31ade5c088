using TradingFunctions.AlpacaStub.Hosting;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Cloud.Tests.Alpaca;

/// <summary>Prices: pages put together, adjusted, and nothing later than now.</summary>
public sealed class AlpacaMarketTests
{
    static readonly DateTime From = new(2026, 11, 20, 14, 30, 0, DateTimeKind.Utc);

    static readonly Symbol[] Two = [new("SPY"), new("AAPL")];

    [Fact]
    public async Task Bars_OfMoreThanAPage_AreWholeAndInOrder()
    {
        await using var stub = await StubServer.Start(new StubOptions(), default);
        using var sut = AlpacaClients.Open(stub.Address);

        // 14,400 minutes of both symbols, in pages of 10,000.
        var history = await sut.Market.FetchHistory(Two, From, From.AddDays(5), default);

        history.Keys.Order().ShouldBe(Two.Order());
        foreach (var window in history.Values)
        {
            window.Count.ShouldBe(7200);
            (window[0].EndUtc, window.Last.EndUtc).ShouldBe((From.AddMinutes(1), From.AddDays(5)));
        }
    }

    [Fact]
    public async Task Bars_OfOneSymbol_AreThoseOfMany()
    {
        await using var stub = await StubServer.Start(new StubOptions(), default);
        using var sut = AlpacaClients.Open(stub.Address);

        var one = await sut.Market.FetchHistory([Two[0]], From, From.AddHours(1), default);
        var many = await sut.Market.FetchHistory(Two, From, From.AddHours(1), default);

        one[Two[0]].Closes.ToArray().ShouldBe(many[Two[0]].Closes.ToArray());
    }

    [Fact]
    public async Task Bars_AskedFor_AreAdjustedMinutesOfTheFeed()
    {
        await using var server = await OneAnswerServer.Start("""{"bars":{},"next_page_token":null}""");
        using var sut = AlpacaClients.Open(server.Address);

        (await sut.Market.FetchHistory(Two, From, From.AddHours(1), default)).ShouldBeEmpty();

        var target = Uri.UnescapeDataString(server.Seen.ShouldHaveSingleItem().Target);
        target.ShouldStartWith("/v2/stocks/bars?");
        foreach (var part in (string[])["symbols=SPY,AAPL", "timeframe=1Min", "adjustment=all", "feed=iex", "sort=asc", "limit=10000", "start=2026-11-20T14:29:00.0000000Z", "end=2026-11-20T15:30:00.0000000Z"])
        {
            target.ShouldContain(part);
        }
    }

    [Fact]
    public async Task Bars_OutOfOrder_AreNoAnswer()
    {
        await using var server = await OneAnswerServer.Start(
            """{"bars":{"SPY":[{"t":"2026-11-20T14:31:00Z","o":1,"h":1,"l":1,"c":1,"v":1},{"t":"2026-11-20T14:30:00Z","o":1,"h":1,"l":1,"c":1,"v":1}]},"next_page_token":null}""");
        using var sut = AlpacaClients.Open(server.Address);

        (await Should.ThrowAsync<MarketDataException>(() => sut.Market.FetchHistory(Two, From, From.AddHours(1), default))).Message.ShouldStartWith("bars: the answer cannot be understood");
    }

    [Fact]
    public async Task Snapshots_WithAbsentParts_HaveWhatThereIs()
    {
        const string Trade = """{"t":"2026-11-20T15:00:00.123456789Z","x":"V","p":10.25,"s":100,"i":1,"c":["@"],"z":"C"}""";
        const string Quote = """{"t":"2026-11-20T15:00:01Z","ax":"V","ap":0,"as":0,"bx":"V","bp":10.2,"bs":1,"c":["R"],"z":"C"}""";
        const string Minute = """{"t":"2026-11-20T14:59:00Z","o":10,"h":11,"l":9,"c":10.5,"v":1000,"n":10,"vw":10.1}""";
        await using var server = await OneAnswerServer.Start($$"""
            {"SPY":{"latestTrade":{{Trade}},"latestQuote":{{Quote}},"minuteBar":{{Minute}}},"AAPL":{"latestTrade":{{Trade}},"latestQuote":null},
             "MSFT":{"latestTrade":null,"latestQuote":{{Quote}}},"TSLA":null,"no ticker":{"latestTrade":{{Trade}}} }
            """);
        using var sut = AlpacaClients.Open(server.Address);

        var snapshots = await sut.Market.FetchSnapshots(Two, 1, default);

        snapshots.Keys.Select(symbol => symbol.Value).Order().ShouldBe(["AAPL", "SPY"]);
        var spy = snapshots[new Symbol("SPY")];
        (spy.LastPrice, spy.Quote!.Value.Bid, spy.Quote.Value.Ask, spy.Bars.Count).ShouldBe((10.25, 10.2, 0, 1));
        spy.LastPriceUtc.ShouldBe(new DateTime(2026, 11, 20, 15, 0, 0, 123, DateTimeKind.Utc), TimeSpan.FromMilliseconds(1));
        spy.Bars.Last.EndUtc.ShouldBe(new DateTime(2026, 11, 20, 15, 0, 0, DateTimeKind.Utc));
        (snapshots[new Symbol("AAPL")].Quote, snapshots[new Symbol("AAPL")].Bars.IsEmpty).ShouldBe((null, true));
    }

    [Fact]
    public async Task Snapshots_WithBars_HaveTheNewestThatEnded()
    {
        await using var stub = await StubServer.Start(new StubOptions(), default);
        using var sut = AlpacaClients.Open(stub.Address);

        var snapshot = (await sut.Market.FetchSnapshots(Two, 30, default))[Two[0]];

        snapshot.Bars.Count.ShouldBe(30);
        snapshot.Bars.Last.EndUtc.ShouldBeLessThanOrEqualTo(snapshot.AsOfUtc);
    }

    [Fact]
    public async Task Snapshots_OfManySymbols_AreAskedForInParts()
    {
        await using var server = await OneAnswerServer.Start("{}");
        using var sut = AlpacaClients.Open(server.Address);

        await sut.Market.FetchSnapshots([.. Enumerable.Range(0, 450).Select(i => new Symbol($"S{i}"))], 1, default);

        server.Seen.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(403, "snapshots: 403 subscription does not permit querying recent SIP data")]
    [InlineData(429, "snapshots: 429 subscription does not permit querying recent SIP data")]
    public async Task Prices_Refused_SayWhy(int status, string message)
    {
        await using var server = await OneAnswerServer.Start("""{"message":"subscription does not permit querying recent SIP data"}""", status);
        using var sut = AlpacaClients.Open(server.Address);

        (await Should.ThrowAsync<MarketDataException>(() => sut.Market.FetchSnapshots(Two, 1, default))).Message.ShouldBe(message);
        server.Seen.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Symbols_OfAllAssets_AreTradableSharesOfExchangesOnceADay()
    {
        static string Asset(string symbol, string exchange = "NASDAQ", string kind = "us_equity", string tradable = "true", string status = "active") =>
            $$"""{"id":"b0b6dd9d-8b9b-48a9-ba46-b9d54906e415","class":"{{kind}}","exchange":"{{exchange}}","symbol":"{{symbol}}","name":"x","status":"{{status}}","tradable":{{tradable}},"attributes":["new_one"]}""";
        await using var server = await OneAnswerServer.Start(
            $"[{Asset("MSFT")},{Asset("AAPL", "NYSE")},{Asset("OTCX", "OTC")},{Asset("NEWX", "MOON")},{Asset("BTC/USD", "CRYPTO", "crypto")},{Asset("FUT", kind: "future")},{Asset("DEAD", tradable: "false")},{Asset("bad ticker")},{Asset("ODD", status: "halted")}]");
        using var sut = AlpacaClients.Open(server.Address);

        (await sut.Market.ListSymbols(default)).Select(symbol => symbol.Value).ShouldBe(["AAPL", "MSFT", "ODD"]);
        await sut.Market.ListSymbols(default);

        server.Seen.ShouldHaveSingleItem();
    }
}
