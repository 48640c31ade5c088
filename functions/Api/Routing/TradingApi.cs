using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using TradingFunctions.Api.Http;

namespace TradingFunctions.Api.Routing;

/// <summary>The API in an ASP.NET Core host.</summary>
public static class TradingApi
{
    /// <summary>Maps every operation; each endpoint carries its <see cref="ApiRoute"/> as metadata.</summary>
    public static void MapTradingApi(this IEndpointRouteBuilder endpoints)
    {
        foreach (var route in ApiRoutes.All)
        {
            endpoints.MapMethods(route.Pattern, [route.Method], route.Handler).WithMetadata(route).WithDisplayName($"{route.Method} {route.Pattern}");
        }
    }

    /// <summary>Problem details for everything that goes wrong, routing included. Put it first.</summary>
    public static void UseProblemDetails(this IApplicationBuilder app)
    {
        app.Use(next => http => RequestGuard.Invoke(http, next));
        app.Use(next => http => RequestGuard.Explain(http, next));
    }
}
