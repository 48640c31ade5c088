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
        var date = Dates.Day(query, "date");
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var report = date is { } day
            ? await http.RequestServices.GetRequiredService<DailyRiskReport>().Find(day, http.RequestAborted)
            : await http.RequestServices.GetRequiredService<RiskReporter>().Report(http.RequestAborted);
        await (report is null ? Problems.NotFound(http, $"No risk report of {date:yyyy-MM-dd} was kept.") : Answer.Ok(http, report, ApiJson.Default.RiskReport));
    }
}
