using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Orders;

/// <summary>Orders and fills of the account.</summary>
public static class OrderEndpoints
{
    /// <summary>Final orders looked at for one page of a filtered list.</summary>
    private const int MaxScanned = 10_000;

    /// <summary>Working orders, oldest first, then final ones, newest first.</summary>
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var (status, symbol, limit, after) = (query.Choice<OrderState>("status"), query.Value<Symbol>("symbol"), query.Limit(), query.Text("after"));
        var isWorking = after is null || after.StartsWith(WorkingCursor, StringComparison.Ordinal);
        if (!isWorking && !after!.StartsWith(FinalCursor, StringComparison.Ordinal))
        {
            query.Reject("?after", "FORMAT", "Must be the 'next' of the page before.");
        }

        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var page = new OrderListing(Queries(http), order => (status is null || order.Status == status) && (symbol is null || order.Symbol == symbol), limit);
        if (isWorking)
        {
            await page.AddWorking(after?[WorkingCursor.Length..], http.RequestAborted);
        }

        await page.AddFinal(isWorking ? null : after![FinalCursor.Length..], MaxScanned, http.RequestAborted);
        await Answer.Ok(http, page.ToAnswer(), ApiJson.Default.ListAnswerOrderAnswer);
    }

    public static async Task Show(HttpContext http)
    {
        if (await Id(http) is not { } id)
        {
            return;
        }

        await (await Queries(http).ShowOrder(id, http.RequestAborted) is { } order
            ? Answer.Ok(http, OrderAnswer.Of(order), ApiJson.Default.OrderAnswer)
            : Problems.NotFound(http, $"There is no order {id}."));
    }

    /// <summary>An order from its reason to what it earned.</summary>
    public static async Task Trail(HttpContext http)
    {
        if (await Id(http) is not { } id)
        {
            return;
        }

        await (await http.RequestServices.GetRequiredService<OrderTrail>().Find(id, http.RequestAborted) is { } trail
            ? Answer.Ok(http, trail, ApiJson.Default.TrailAnswer)
            : Problems.NotFound(http, $"There is no order {id}."));
    }

    public static async Task Cancel(HttpContext http)
    {
        if (await Id(http) is not { } id)
        {
            return;
        }

        var answer = await http.RequestServices.GetRequiredService<ITradeService>().CancelOrder(id, http.RequestAborted);
        await (answer switch
        {
            CancelAnswer.NotFound => Problems.NotFound(http, $"There is no order {id}."),
            CancelAnswer.TooLate => Problems.Conflict(http, "TOO_LATE", $"Order {id} is over or can no longer be cancelled."),
            CancelAnswer.Unresolved => Problems.Write(http, StatusCodes.Status503ServiceUnavailable, "BROKER_UNAVAILABLE", "The broker gave no usable answer; ask again."),
            _ => Answer.Write(http, StatusCodes.Status202Accepted, new CancelResult(id, answer), ApiJson.Default.CancelResult),
        });
    }

    /// <summary>Fills, newest first; those of one symbol or since a time, if asked for.</summary>
    public static async Task Trades(HttpContext http)
    {
        var query = new QueryReader(http);
        var (limit, after, symbol, since) = (query.Limit(), query.Text("after"), query.Value<Symbol>("symbol"), Dates.Moment(query, "since"));
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var page = symbol is null && since is null
            ? await Queries(http).Trades(after, limit, http.RequestAborted)
            : await Queries(http).TradesOf(symbol, since, after, limit, http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<Trade>([.. page.Trades.Select(Trade.Of).OfType<Trade>()], page.Continue), ApiJson.Default.ListAnswerTrade);
    }

    internal const string WorkingCursor = "w.";

    internal const string FinalCursor = "f.";

    private static AccountQueries Queries(HttpContext http) => http.RequestServices.GetRequiredService<AccountQueries>();

    private static async ValueTask<ClientOrderId?> Id(HttpContext http)
    {
        var query = new QueryReader(http);
        var id = query.Route<ClientOrderId>("id");
        if (query.IsValid())
        {
            return id;
        }

        await query.Refuse();
        return null;
    }
}
