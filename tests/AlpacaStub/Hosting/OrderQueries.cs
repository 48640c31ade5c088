using System.Globalization;
using TradingFunctions.AlpacaStub.Journal;
using TradingFunctions.AlpacaStub.Orders;
using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.Hosting;

/// <summary>Reads of orders.</summary>
internal static class OrderQueries
{
    private const int DefaultLimit = 50;
    private const int LongestList = 500;

    public static StubAnswer ById(StubRequest request) => Existing(request.Account.Find(request.Route("id")), request) is { } order
        ? StubAnswer.Ok(order.Body(request.AsOfUtc), AlpacaJson.Default.OrderBody)
        : StubAnswer.NotFound($"order not found for {request.Route("id")}");

    public static StubAnswer ByClientId(StubRequest request)
    {
        var id = request.Query("client_order_id") ?? string.Empty;
        var order = Existing(request.Account.FindByClientId(id), request);
        var answer = order is null ? StubAnswer.NotFound($"order not found for {id}") : StubAnswer.Ok(order.Body(request.AsOfUtc), AlpacaJson.Default.OrderBody);
        request.Account.Note(new JournalEntry(0, request.Account.Now, request.Account.Key, EntryKind.Lookup, id, Http: answer.Status));
        return answer;
    }

    /// <summary>The list. Held legs are not open orders to it, unless inside their open parent.</summary>
    public static StubAnswer List(StubRequest request)
    {
        var limit = request.Query("limit") is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : DefaultLimit;
        if (limit is < 1 or > LongestList)
        {
            return StubAnswer.Invalid($"limit must be 1 to {LongestList}");
        }

        var status = request.Query("status") ?? "open";
        var isNested = string.Equals(request.Query("nested"), "true", StringComparison.OrdinalIgnoreCase);
        var symbols = request.Symbols();
        var (after, until) = (Time(request, "after"), Time(request, "until"));
        var found = request.Account.Orders.Where(order =>
            Existing(order, request) is not null
            && IsWanted(order, order.At(request.AsOfUtc)!.Status, status)
            && !(isNested && order.Parent is { } parent && IsWanted(parent, parent.At(request.AsOfUtc)!.Status, status))
            && (symbols.Length == 0 || symbols.Contains(order.Symbol))
            && (request.Query("side") is not { Length: > 0 } side || order.Request.Side == side)
            && !(order.SubmittedUtc <= after) && !(order.SubmittedUtc >= until));
        if (request.Query("direction") != "asc")
        {
            found = found.Reverse();
        }

        return StubAnswer.Ok([.. found.Take(limit).Select(order => order.Body(request.AsOfUtc, isNested))], AlpacaJson.Default.OrderBodyArray);
    }

    private static bool IsWanted(StubOrder order, string status, string wanted) => wanted switch
    {
        "all" => true,
        "closed" => OrderStatuses.IsFinal(status),
        _ => !OrderStatuses.IsFinal(status) && !(order.Parent is not null && status == OrderStatuses.Held),
    };

    private static StubOrder? Existing(StubOrder? order, StubRequest request) => order?.At(request.AsOfUtc) is null ? null : order;

    private static DateTime? Time(StubRequest request, string name) => request.Query(name) is { } text
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
        : null;
}
