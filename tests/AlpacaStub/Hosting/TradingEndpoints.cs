using TradingFunctions.AlpacaStub.Accounts;
using TradingFunctions.AlpacaStub.Orders;
using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.Hosting;

/// <summary>The routes of the trading API.</summary>
internal static class TradingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Serving serving)
    {
        On("POST", "/v2/orders", request => OrderDesk.Place(request.Account, request.Body, request.IsDelivered));
        On("GET", "/v2/orders", request => OrderQueries.List(request));
        On("DELETE", "/v2/orders", request => OrderDesk.CancelAll(request.Account));
        On("GET", "/v2/orders:by_client_order_id", request => OrderQueries.ByClientId(request));
        On("GET", "/v2/orders/{id}", request => OrderQueries.ById(request));
        On("PATCH", "/v2/orders/{id}", request => OrderDesk.Replace(request.Account, request.Route("id"), request.Body));
        On("DELETE", "/v2/orders/{id}", request => OrderDesk.Cancel(request.Account, request.Route("id")));
        On("GET", "/v2/account", request => AccountQueries.Account(request));
        On("GET", "/v2/account/activities", request => AccountQueries.Activities(request));
        On("GET", "/v2/account/activities/{type}", request => AccountQueries.Activities(request));
        On("GET", "/v2/positions", request => AccountQueries.Positions(request));
        On("GET", "/v2/positions/{symbol}", request => AccountQueries.Position(request));
        On("DELETE", "/v2/positions", request => OrderDesk.CloseAll(request.Account, request.Query("cancel_orders") == "true"));
        On("DELETE", "/v2/positions/{symbol}", request => OrderDesk.Close(request.Account, request.Route("symbol"), request.Query("qty"), request.Query("percentage")));
        On("GET", "/v2/clock", request => Calendars.Clock(request.Account.Now));
        On("GET", "/v2/calendar", request => Calendars.Days(request.Query("start"), request.Query("end"), request.Account.Now));
        On("GET", "/v2/assets", _ => StubAnswer.Ok([.. Assets.Symbols.Select(Assets.Body)], AlpacaJson.Default.AssetBodyArray));
        On("GET", "/v2/assets/{symbol}", request => Assets.Has(request.Route("symbol"))
            ? StubAnswer.Ok(Assets.Body(request.Route("symbol")), AlpacaJson.Default.AssetBody)
            : StubAnswer.NotFound($"asset not found for {request.Route("symbol")}"));

        void On(string method, string path, Func<StubRequest, StubAnswer> handle) =>
            routes.MapMethods(path, [method], (RequestDelegate)(context => serving.Serve(context, handle)));
    }
}
