using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>What came of an entry, also where something else closed it.</summary>
[Collection(DeskCollection.Name)]
public sealed class TrailTests(Desk desk)
{
    [BrowserFact]
    public async Task Entry_ClosedByAnotherOrder_ShowsTheFillsThatClosedIt()
    {
        // An exit that is no leg, and an entry of its symbol before it.
        var (exit, entry) = await desk.Host.Until<Tuple<JsonNode, JsonNode>>(async () =>
        {
            var trades = (await desk.Host.Get("/api/trades?limit=1000"))["items"]!.AsArray();
            var closing = trades.FirstOrDefault(trade => (string)trade!["purpose"]! == "exit" && trade["leg"] is null && (decimal)trade["positionAfter"]! == 0m);
            var opening = closing is null ? null : trades.FirstOrDefault(trade =>
                (string)trade!["symbol"]! == (string)closing["symbol"]! && (string)trade["purpose"]! == "entry" && (long)trade["number"]! < (long)closing["number"]!);
            return opening is null ? null : Tuple.Create(closing!, opening);
        });
        var trail = await desk.Host.Get($"/api/orders/{entry["orderId"]}/trail");
        trail["closing"]!.AsArray().Select(fill => (long)fill!["number"]!).ShouldContain((long)exit["number"]!);
        ((bool)trail["isClosed"]!).ShouldBeTrue();

        await using var page = await desk.Open($"orders/{entry["orderId"]}");
        var closed = page.Find("[aria-label='Fills that closed the position']");
        await closed.Locator($"a[href='#/orders/{exit["orderId"]}']").First.WaitForAsync();
        (await closed.Locator("tbody tr").CountAsync()).ShouldBe(trail["closing"]!.AsArray().Count);
        var facts = await page.Page.EvaluateAsync<string[][]>("() => [...document.querySelectorAll('.step:last-child dt')].map(name => [name.textContent, name.nextElementSibling.textContent])");
        var shown = facts.ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        shown["By this order's own fills and legs, after fees"].ShouldBe(Signed((decimal)trail["realizedPnl"]!));
        shown["By later exits, after fees"].ShouldBe(Signed(trail["closing"]!.AsArray().Sum(fill => (decimal)fill!["realizedPnl"]! - (decimal)fill["fee"]!)));
        shown["Position"].ShouldBe("closed since");
        page.Troubles.ShouldBeEmpty();
    }

    private static string Signed(decimal amount) =>
        (amount > 0 ? "+" : string.Empty) + Math.Round(amount, 2, MidpointRounding.AwayFromZero).ToString("#,##0.00", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
