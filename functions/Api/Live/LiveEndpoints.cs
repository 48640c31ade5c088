using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Api.Live;

/// <summary>The live view for a client that begins, or that has missed something.</summary>
public static class LiveEndpoints
{
    public static async Task Snapshot(HttpContext http)
    {
        await http.RequestServices.GetRequiredService<LivePublisher>().Refresh(http.RequestAborted);
        var frame = http.RequestServices.GetRequiredService<LiveFeed>().Snapshot();
        http.Response.ContentType = Answer.JsonContentType;
        http.Response.ContentLength = frame.Json.Length;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(frame.Json, http.RequestAborted);
    }
}
