using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Api;

/// <summary>Fills, alerts and curves of one symbol or one day, as charts ask for them.</summary>
[Collection(HostCollection.Name)]
public sealed class SymbolFilterTests(SharedHost shared)
{
    private ServedHost Host => shared.Host;

    [Fact]
    public async Task Trades_OfOneSymbolInPages_AreThoseAmongAll()
    {
        var (symbol, last) = await Traded();

        var numbers = new List<long>();
        string? next = null;
        do
        {
            var page = await Host.Get($"/api/trades?symbol={symbol}&limit=1{(next is null ? string.Empty : $"&after={next}")}");
            var items = page["items"]!.AsArray();
            items.Count.ShouldBeLessThanOrEqualTo(1);
            items.ShouldAllBe(item => (string)item!["symbol"]! == symbol);
            numbers.AddRange(items.Select(item => (long)item!["number"]!));
            next = (string?)page["next"];
        }
        while (next is not null);

        // The host trades on: what was there when this began is in both.
        var all = (await Host.Get("/api/trades?limit=1000"))["items"]!.AsArray().Where(item => (string)item!["symbol"]! == symbol).Select(item => (long)item!["number"]!).Where(number => number <= last);
        numbers.Where(number => number <= last).ShouldBe(all);
        numbers.ShouldContain(last);
    }

    [Fact]
    public async Task Trades_SinceATime_AreNoneBefore()
    {
        var (symbol, last) = await Traded();
        var since = (string)(await Host.Get($"/api/trades?symbol={symbol}&limit=1000"))["items"]!.AsArray().First(item => (long)item!["number"]! == last)!["atUtc"]!;

        var items = (await Host.Get($"/api/trades?symbol={symbol}&since={Uri.EscapeDataString(since)}"))["items"]!.AsArray();

        items.Select(item => (long)item!["number"]!).ShouldContain(last);
        items.ShouldAllBe(item => Time(item!) >= DateTime.Parse(since, CultureInfo.InvariantCulture));
        (await Host.Get("/api/trades?since=2099-01-01T00:00:00Z"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Alerts_OfOneSymbol_AreThoseAmongAll()
    {
        var alert = await Host.Until(async () => (await Host.Get("/api/alerts?limit=1000"))["items"]!.AsArray().LastOrDefault());
        var (run, symbol, sequence) = ((string)alert["run"]!, (string)alert["symbol"]!, (int)alert["sequence"]!);

        var items = (await Host.Get($"/api/alerts?symbol={symbol}&limit=1000"))["items"]!.AsArray();

        items.ShouldAllBe(item => (string)item!["symbol"]! == symbol);
        items.Where(item => (string)item!["run"]! == run).ShouldContain(item => (int)item!["sequence"]! == sequence);
    }

    [Fact]
    public async Task Equity_OfOneSession_IsThatOfTheList_AndNothingWhereNoneWasKept()
    {
        var day = await Host.Until(async () => (await Host.Get("/api/equity"))["items"]!.AsArray().FirstOrDefault());

        var found = (await Host.Get($"/api/equity?session={day["session"]}"))["items"]!.AsArray();

        var only = found.ShouldHaveSingleItem()!;
        only["session"]!.ToJsonString().ShouldBe(day["session"]!.ToJsonString());
        only["startEquity"]!.ToJsonString().ShouldBe(day["startEquity"]!.ToJsonString());
        only["equity"]!.AsArray().Take(day["equity"]!.AsArray().Count).Select(point => point!.ToJsonString()).ShouldBe(day["equity"]!.AsArray().Select(point => point!.ToJsonString()));
        (await Host.Get("/api/equity?session=2001-01-03"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/trades?symbol=not a symbol", "?symbol")]
    [InlineData("/api/trades?since=yesterday", "?since")]
    [InlineData("/api/alerts?symbol=%20", "?symbol")]
    [InlineData("/api/equity?session=2024-02-30", "?session")]
    public async Task Filter_ThatCannotBeRead_NamesItsParameter(string path, string field)
    {
        using var response = await Host.Http.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!["field"]!).ShouldBe(field);
    }

    private static DateTime Time(JsonNode item) => DateTime.Parse((string)item["atUtc"]!, CultureInfo.InvariantCulture);

    /// <summary>A symbol that was traded, and the number of its newest fill.</summary>
    private async Task<(string Symbol, long Last)> Traded()
    {
        var trade = await Host.Until(async () => (await Host.Get("/api/trades?limit=1"))["items"]!.AsArray().FirstOrDefault());
        return ((string)trade["symbol"]!, (long)trade["number"]!);
    }
}
