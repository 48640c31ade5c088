using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Api.Risk;

/// <summary>Strategies switched off and on again.</summary>
public static class StrategySwitchEndpoints
{
    public static async Task Put(HttpContext http)
    {
        var query = new QueryReader(http);
        var id = query.Route<StrategyId>("id");
        if (!query.IsValid() || id is not { } strategy)
        {
            await query.Refuse();
            return;
        }

        if (await JsonBody.Read(http, ApiJson.Default.StrategySwitchBody) is not { } body || await PersonReader.Read(http, body.Reason) is not { } act)
        {
            return;
        }

        if (!http.RequestServices.GetRequiredService<LimitDesk>().IsOperator(act))
        {
            await Problems.Write(http, StatusCodes.Status403Forbidden, "FORBIDDEN", $"{act.By} is none of riskControl.operators.");
            return;
        }

        var now = await http.RequestServices.GetRequiredService<StrategySwitchDesk>().Switch(strategy, body.On, act, http.RequestAborted);
        await Answer.Ok(
            http, new StrategySwitchAnswer(strategy.Value, now.HaltedUtc is null, now.Entries + now.PreviousEntries, now.HaltedUtc, now.Reason), ApiJson.Default.StrategySwitchAnswer);
    }
}
