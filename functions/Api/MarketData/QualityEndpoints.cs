using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.MarketData;

namespace TradingFunctions.Api.MarketData;

/// <summary>Quality of the minute bars that were taken in.</summary>
public static class QualityEndpoints
{
    public static async Task Show(HttpContext http)
    {
        var query = new QueryReader(http);
        var (symbol, limit) = (query.Value<Symbol>("symbol"), query.Limit(20));
        var date = Dates.Day(query, "date") ?? DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime));
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        if (await http.RequestServices.GetRequiredService<QualityReporter>().Report(date, symbol, limit, http.RequestAborted) is { } report)
        {
            await Answer.Ok(http, report, ApiJson.Default.QualityReport);
        }
        else
        {
            await Problems.NotFound(http, $"Nothing was taken in on {date:yyyy-MM-dd}: there was no session, or ingestion is off (ingestion.mode).");
        }
    }
}
