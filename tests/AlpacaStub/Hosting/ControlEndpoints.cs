using System.Text.Json.Serialization;
using TradingFunctions.AlpacaStub.Accounts;
using TradingFunctions.AlpacaStub.Faults;

namespace TradingFunctions.AlpacaStub.Hosting;

/// <param name="Key">The account's key id.</param>
/// <param name="Cash">Dollars.</param>
/// <param name="Faults">None if left out.</param>
public sealed record OpenAccount(string Key, decimal Cash, long Seed = 0, FaultProfile? Faults = null);

/// <param name="Size">Shares that may be had at this price; null for any number.</param>
public sealed record SetPrice(string Symbol, decimal Price, decimal? Size = null);

/// <summary>A fault for the next requests whose path begins so.</summary>
public sealed record ArmFault(string Method, string Path, FaultKind Kind, int Times = 1);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OpenAccount))]
[JsonSerializable(typeof(SetPrice))]
[JsonSerializable(typeof(ArmFault))]
[JsonSerializable(typeof(FaultProfile))]
public sealed partial class ControlJson : JsonSerializerContext;

/// <summary>What a test does to the stub, beside Alpaca's own routes.</summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, StubAccounts accounts)
    {
        routes.MapPost("/stub/accounts", (RequestDelegate)(async context =>
        {
            var open = await context.Request.ReadFromJsonAsync(ControlJson.Default.OpenAccount);
            accounts.Open(open!.Key, open.Cash, open.Seed, open.Faults ?? new FaultProfile());
        }));
        routes.MapDelete("/stub/accounts/{key}", (RequestDelegate)(context =>
        {
            accounts.Close((string)context.Request.RouteValues["key"]!);
            return Task.CompletedTask;
        }));
        routes.MapPost("/stub/accounts/{key}/price", (RequestDelegate)(async context =>
        {
            var set = await context.Request.ReadFromJsonAsync(ControlJson.Default.SetPrice);
            Change(context, account => account.Market.Set(set!.Symbol, set.Price, set.Size));
        }));
        routes.MapPost("/stub/accounts/{key}/faults", (RequestDelegate)(async context =>
        {
            var arm = await context.Request.ReadFromJsonAsync(ControlJson.Default.ArmFault);
            Change(context, account => account.Faults.Arm(arm!.Method, arm.Path, arm.Kind, arm.Times));
        }));
        routes.MapPut("/stub/accounts/{key}/faults", (RequestDelegate)(async context =>
        {
            var profile = await context.Request.ReadFromJsonAsync(ControlJson.Default.FaultProfile);
            Change(context, account => account.Faults.Profile = profile!);
        }));

        void Change(HttpContext context, Action<StubAccount> change)
        {
            if (accounts.Find((string)context.Request.RouteValues["key"]!) is not { } account)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            lock (account.Gate)
            {
                change(account);
            }
        }
    }
}
