using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;

namespace TradingFunctions.Api.Monitors;

/// <summary>Alerts of the newest trading day.</summary>
public static class AlertEndpoints
{
    /// <summary>Newest first.</summary>
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var (limit, symbol) = (query.Limit(), query.Value<Symbol>("symbol"));
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var alerts = await http.RequestServices.GetRequiredService<AlertLog>().Newest(limit, symbol, http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<AlertAnswer>(alerts), ApiJson.Default.ListAnswerAlertAnswer);
    }
}
