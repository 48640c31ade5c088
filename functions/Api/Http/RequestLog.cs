using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace TradingFunctions.Api.Http;

/// <summary>
/// One line for each request, and its name on the request's span; the log adds the id of the trace. Addresses appear as their pattern: what a caller put into
/// one, a key perhaps, stays out of both.
/// </summary>
public sealed class RequestLog(ILogger<RequestLog> log)
{
    public Task Invoke(HttpContext http, RequestDelegate next) => Invoke(http, route: null, next);

    /// <param name="route">Pattern of the address, where the host has told which it is; null to ask the request.</param>
    public async Task Invoke(HttpContext http, string? route, RequestDelegate next)
    {
        var span = Activity.Current is { IsAllDataRequested: true } current ? current : null;
        if (span is null && !log.IsEnabled(LogLevel.Information))
        {
            await next(http);
            return;
        }

        var began = Stopwatch.GetTimestamp();
        await next(http);
        route ??= (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
        log.RequestAnswered(http.Request.Method, route, http.Response.StatusCode, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        if (span is not null)
        {
            span.DisplayName = $"{http.Request.Method} {route}";
            span.SetTag("http.request.method", http.Request.Method);
            span.SetTag("http.route", route);
            span.SetTag("http.response.status_code", http.Response.StatusCode);
        }
    }
}
