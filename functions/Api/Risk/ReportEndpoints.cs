using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Api.Risk;

/// <summary>The risk report.</summary>
public static class ReportEndpoints
{
    public static async Task Show(HttpContext http)
    {
        var query = new QueryReader(http);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        await Answer.Ok(http, await http.RequestServices.GetRequiredService<RiskReporter>().Report(http.RequestAborted), ApiJson.Default.RiskReport);
    }
}
