using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;

namespace TradingFunctions.Api.Metrics;

/// <summary>What this host counts.</summary>
public static class MetricsEndpoints
{
    private enum Format
    {
        Json,
        Prometheus,
    }

    /// <summary>JSON, or Prometheus text where that is asked for by <c>?format=prometheus</c> or the Accept header of a scraper.</summary>
    public static async Task Show(HttpContext http)
    {
        var query = new QueryReader(http);
        var format = query.Choice<Format>("format");
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        if ((format ?? Accepted(http.Request)) == Format.Json)
        {
            await Answer.Ok(http, http.RequestServices.GetRequiredService<MetricsReport>().Read(), ApiJson.Default.MetricsAnswer);
            return;
        }

        http.Response.ContentType = PrometheusText.ContentType;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(PrometheusText.Write(http.RequestServices.GetRequiredService<MetricsStore>().Collect()), http.RequestAborted);
    }

    /// <summary>Scrapers name text or OpenMetrics; whoever names JSON first, or nothing, gets JSON.</summary>
    private static Format Accepted(HttpRequest request)
    {
        foreach (var part in request.Headers.Accept.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            var type = part.Split(';')[0];
            if (type is "text/plain" or "application/openmetrics-text")
            {
                return Format.Prometheus;
            }

            if (type is "application/json" or "*/*")
            {
                return Format.Json;
            }
        }

        return Format.Json;
    }
}
