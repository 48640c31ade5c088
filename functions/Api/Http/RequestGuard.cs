using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Api.Http;

/// <summary>The last line of every request: whatever goes wrong behind it, the caller gets problem details.</summary>
public static class RequestGuard
{
    public static async Task Invoke(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer.
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await Problems.Write(http, e.StatusCode, "BAD_REQUEST", e.Message);
        }
        catch (MarketDataException e) when (!http.Response.HasStarted)
        {
            await Problems.Write(http, StatusCodes.Status503ServiceUnavailable, "MARKET_DATA_UNAVAILABLE", $"The market data did not answer, try again. {e.Message}");
        }
        catch (BrokerException e) when (!http.Response.HasStarted)
        {
            await Problems.Write(http, StatusCodes.Status503ServiceUnavailable, "BROKER_UNAVAILABLE", $"The broker did not answer, try again. {e.Message}");
        }
        catch (StoreException e) when (!http.Response.HasStarted)
        {
            var traceId = Record(http, e);
            await Problems.Write(http, StatusCodes.Status503ServiceUnavailable, "STORE_UNAVAILABLE", "The store cannot be used right now; the host's log says why.", traceId: traceId);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var traceId = Record(http, e);
            await Problems.Write(http, StatusCodes.Status500InternalServerError, "UNEXPECTED", "Something failed that should not. It is in the host's log under the trace id.", traceId: traceId);
        }
    }

    private static string Record(HttpContext http, Exception exception)
    {
        var traceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        http.RequestServices?.GetService<ILoggerFactory>()?.CreateLogger("TradingFunctions.Api").RequestFailed(exception, http.Request.Method, http.Request.Path.Value, traceId);
        return traceId;
    }

    /// <summary>Gives a body to the bare 404, 405 and 415 of the routing.</summary>
    public static async Task Explain(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var response = http.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength is not null || response.ContentType is not null)
        {
            return;
        }

        var (code, detail) = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ("NO_SUCH_ROUTE", "There is no such address. The addresses are listed at /api/openapi.json."),
            StatusCodes.Status405MethodNotAllowed => ("METHOD_NOT_ALLOWED", $"{http.Request.Method} is not offered here; allowed: {response.Headers.Allow}."),
            _ => ("REFUSED", "The request was refused."),
        };
        await Problems.Write(http, response.StatusCode, code, detail);
    }
}
