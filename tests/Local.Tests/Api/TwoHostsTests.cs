using System.Net;
using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Local.Tests.Api;

/// <summary>A hundred signals at once over HTTP, to two hosts on one store: what they do together stays within every limit of one account.</summary>
public sealed class TwoHostsTests
{
    private static readonly RiskLimits Free = new()
    {
        MaxGrossExposure = null,
        MinCashShare = null,
        MaxSymbolShare = null,
        MaxPositions = null,
        MaxOrderNotional = null,
        DuplicateWindow = null,
        MaxPortfolioRisk = null,
    };

    public static TheoryData<string> Limits => ["cash", "gross", "symbol", "position", "risk", "windowOrders", "windowNotional", "messages"];

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task HundredSignals_ToTwoHosts_NeverPassALimitTogether(string limit)
    {
        await using var first = await ApiBench.Open(Of(limit));
        await using var second = await first.Beside("host-2");
        first.Broker.FillPrice = _ => null;
        var hosts = new[] { first, second };

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Execute(hosts[i % 2], $"s{i}")));

        var taken = answers.Where(answer => answer["status"]!.GetValue<string>() == "working").ToList();
        var denied = answers.Where(answer => answer["status"]!.GetValue<string>() == "denied").ToList();
        (taken.Count + denied.Count).ShouldBe(100);
        taken.ShouldNotBeEmpty();
        denied.ShouldNotBeEmpty();
        var book = await second.Host.Book.Open(default);
        var shares = book.Live.Values.Where(order => order.Terms.Purpose == OrderPurpose.Entry).Sum(order => order.Terms.Quantity.Shares);
        shares.ShouldBe(taken.Sum(answer => answer["quantity"]!.GetValue<decimal>()));
        first.Broker.Submitted.Count.ShouldBe(taken.Count);
        Used(limit, book, shares, taken.Count).ShouldBe(1m, $"{taken.Count} orders of {shares} shares");
        (await first.Host.Book.Open(default)).Ledger.ShouldBe(book.Ledger);
    }

    /// <summary>Limits of 950 shares at 100 dollars, or of 7 orders.</summary>
    private static RiskLimits Of(string limit) => limit switch
    {
        "cash" => Free with { MinCashShare = 0.05m },
        "gross" => Free with { MaxGrossExposure = 0.95m },
        "symbol" => Free with { MaxSymbolShare = 0.95m },
        "position" => Free with { MaxPositionQuantity = new Quantity(950m) },
        // Two dollars a share.
        "risk" => Free with { MaxPortfolioRisk = 0.019m },
        "windowOrders" => Free with { MaxWindowOrders = 7 },
        "windowNotional" => Free with { MaxWindowNotional = new Money(63_000m) },
        _ => Free with { MessagesPerMinute = 7, ExitMessageShare = 0m },
    };

    /// <summary>What has been used of the limit, a share of it: the signals ask for far more than there is.</summary>
    private static decimal Used(string limit, AccountState book, decimal shares, int orders) => limit switch
    {
        "cash" or "gross" or "symbol" => book.Ledger.ReservedExposure.Amount / 95_000m,
        "position" => shares / 950m,
        "risk" => book.Ledger.OpenRisk.Amount / 1_900m,
        "windowNotional" => book.Ledger.Window.TotalNotional.Amount / 63_000m,
        _ => orders / 7m,
    };

    private static async Task<JsonNode> Execute(ApiBench host, string id)
    {
        var (status, answer) = await host.Send(HttpMethod.Post, "/api/signals/execute", new JsonObject
        {
            ["id"] = id,
            ["symbol"] = "AAPL",
            ["action"] = "BUY",
            ["quantity"] = 90m,
            ["priceTarget"] = 100m,
            ["confidence"] = 0.7,
            ["strategyId"] = "tests",
        });
        status.ShouldBe(HttpStatusCode.OK, answer.ToJsonString());
        return answer;
    }
}
