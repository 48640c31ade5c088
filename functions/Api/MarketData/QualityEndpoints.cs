using System.Globalization;
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
        var (text, symbol, limit) = (query.Text("date"), query.Value<Symbol>("symbol"), query.Limit(20));
        var date = DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime));
        if (text is not null && (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
            || date.Year is < ExchangeCalendar.FirstYear or > ExchangeCalendar.LastYear))
        {
            query.Reject("?date", "FORMAT", "Must be a date like 2024-03-06.");
        }

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
