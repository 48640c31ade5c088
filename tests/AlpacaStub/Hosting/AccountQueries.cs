using System.Globalization;
using TradingFunctions.AlpacaStub.Accounts;
using TradingFunctions.AlpacaStub.Orders;
using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.Hosting;

/// <summary>Reads of account, positions and activities.</summary>
internal static class AccountQueries
{
    private const int DefaultPage = 100;

    public static StubAnswer Account(StubRequest request)
    {
        var account = request.Account;
        var books = account.Books.At(request.AsOfUtc);
        var value = (Long: 0m, Short: 0m);
        foreach (var (symbol, holding) in books.Holdings)
        {
            var worth = holding.Quantity * account.Market.Price(symbol);
            value = worth >= 0m ? (value.Long + worth, value.Short) : (value.Long, value.Short + worth);
        }

        var equity = Text(books.Cash + value.Long + value.Short);
        var power = Text(account.BuyingPower(request.AsOfUtc));
        return StubAnswer.Ok(
            new AccountBody(
                "5f3d2c10-0000-4000-8000-000000000001", "PA3STUB00001", account.TradingBlocked ? "ACCOUNT_UPDATED" : "ACTIVE", "INACTIVE", "USD", Text(books.Cash), equity, equity, equity, power, power, "0", power, power, power,
                "0", "1", Text(value.Long), Text(value.Short), Text(value.Long - value.Short), "0", "0", "0", "0", "0", account.TradingBlocked, TransfersBlocked: false, AccountBlocked: false,
                TradeSuspendedByUser: false, account.ShortingEnabled, account.OpenedUtc),
            AlpacaJson.Default.AccountBody);
    }

    public static StubAnswer Positions(StubRequest request) =>
        StubAnswer.Ok([.. request.Account.Books.At(request.AsOfUtc).Holdings.Select(pair => Body(request.Account, pair.Key, pair.Value))], AlpacaJson.Default.PositionBodyArray);

    public static StubAnswer Position(StubRequest request) => request.Account.Books.At(request.AsOfUtc).Holdings.TryGetValue(request.Route("symbol"), out var holding)
        ? StubAnswer.Ok(Body(request.Account, request.Route("symbol"), holding), AlpacaJson.Default.PositionBody)
        : StubAnswer.NotFound("position does not exist");

    /// <summary>Executions, newest first unless asked otherwise; a page goes on after the id in <c>page_token</c>.</summary>
    public static StubAnswer Activities(StubRequest request)
    {
        var size = request.Query("page_size") is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : DefaultPage;
        var types = request.Context.Request.RouteValues.ContainsKey("type") ? request.Route("type") : request.Query("activity_types") ?? "FILL";
        IEnumerable<FillActivityBody> fills = types.Split(',').Contains("FILL") ? request.Account.Activities : [];
        if (request.Query("direction") != "asc")
        {
            fills = fills.Reverse();
        }

        if (request.Query("page_token") is { Length: > 0 } token)
        {
            fills = fills.SkipWhile(fill => fill.Id != token).Skip(1);
        }

        return StubAnswer.Ok([.. fills.Take(size)], AlpacaJson.Default.FillActivityBodyArray);
    }

    private static PositionBody Body(StubAccount account, string symbol, Holding holding)
    {
        var price = account.Market.Price(symbol);
        var (value, quantity) = (holding.Quantity * price, holding.Quantity);
        var profit = value - holding.Cost;
        var share = Text(Math.Round(profit / Math.Abs(holding.Cost), 9));
        var available = quantity > 0m ? account.Sellable(symbol) : quantity;
        return new PositionBody(
            Assets.IdOf(symbol), symbol, Assets.Body(symbol).Exchange, "us_equity", AssetMarginable: true, Text(quantity), Text(available), quantity > 0m ? "long" : "short",
            Text(Math.Round(holding.Cost / quantity, 9)), Text(value), Text(holding.Cost), Text(profit), share, Text(profit), share, Text(price), Text(Assets.StartPrice(symbol)),
            Text(Math.Round((price / Assets.StartPrice(symbol)) - 1m, 9)));
    }

    private static string Text(decimal number) => AlpacaJson.Text(number);
}
