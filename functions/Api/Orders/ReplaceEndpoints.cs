using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Orders;

/// <summary>What shall be changed of a working order; at least one of both.</summary>
/// <param name="LimitPrice">New limit price, dollars; where left out the order goes at the market.</param>
/// <param name="Quantity">Shares of the whole, those counted that have filled; where left out they stay.</param>
/// <param name="Market">Says that leaving out the limit price is meant.</param>
public sealed record ReplaceBody(decimal? LimitPrice = null, decimal? Quantity = null, bool Market = false)
{
    private const decimal LargestPrice = 10_000_000m;
    private const decimal LargestQuantity = 1_000_000_000m;

    public List<FieldError> Validate()
    {
        var errors = new List<FieldError>();
        if (LimitPrice is <= 0m or > LargestPrice)
        {
            errors.Add(new FieldError("limitPrice", "RANGE", $"Must be more than 0 and at most {LargestPrice}."));
        }

        if (Quantity is <= 0m or > LargestQuantity)
        {
            errors.Add(new FieldError("quantity", "RANGE", $"Must be more than 0 and at most {LargestQuantity}."));
        }

        if (LimitPrice is null != Market)
        {
            errors.Add(new FieldError("limitPrice", "REQUIRED", "Give a limit price, or market: true for an order at the market; not both."));
        }

        return errors;
    }
}

/// <param name="Replaced">The order that is cancelled.</param>
/// <param name="Order">The order in its place.</param>
public sealed record ReplaceResult(ClientOrderId Replaced, OrderAnswer Order);

/// <summary>Replaces working orders.</summary>
public static class ReplaceEndpoints
{
    public static async Task Replace(HttpContext http)
    {
        var query = new QueryReader(http);
        var id = query.Route<ClientOrderId>("id");
        if (!query.IsValid() || id is not { } old)
        {
            await query.Refuse();
            return;
        }

        if (await CallerHeader.Read(http) is not { } caller || await JsonBody.Read(http, ApiJson.Default.ReplaceBody) is not { } body)
        {
            return;
        }

        if (body.Validate() is { Count: > 0 } errors)
        {
            await Problems.Unprocessable(http, errors);
            return;
        }

        var limit = body.LimitPrice is { } price ? new Price(price) : (Price?)null;
        var quantity = body.Quantity is { } shares ? new Quantity(shares) : (Quantity?)null;
        var next = await http.RequestServices.GetRequiredService<OrderReplacer>().Replace(new ReplaceWish(old, limit, quantity, $"replaced by {caller}", caller), http.RequestAborted);
        if (next is null)
        {
            await (await http.RequestServices.GetRequiredService<AccountQueries>().FindOrder(old, http.RequestAborted) is null
                ? Problems.NotFound(http, $"There is no order {old}.")
                : Problems.Conflict(http, "NOT_REPLACEABLE", $"Order {old} is over, is being replaced, or is not an order of ours: legs of a bracket and orders of others are cancelled, not replaced."));
            return;
        }

        await Answer.Write(http, StatusCodes.Status202Accepted, new ReplaceResult(old, OrderAnswer.Of(new OrderView(next, next.AveragePrice))), ApiJson.Default.ReplaceResult);
    }
}
