using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.AspNetCore.Routing;

namespace TradingFunctions.Dashboard;

/// <summary>Serves the page. It holds no data: whoever may not read the API sees how to sign in.</summary>
public static class DashboardPages
{
    private const string Index = "index.html";

    /// <summary>Nothing but our own files, no inline code, no frame around us.</summary>
    /// <param name="others">Origins that the page may talk to beside its own, each behind a space.</param>
    private static string ContentSecurityPolicy(string others) =>
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'{others}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Lazy<DashboardAsset[]> Assets = new(DashboardAsset.Load);

    /// <summary>Maps <c>/</c> and the files beside it.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder endpoints)
    {
        foreach (var asset in Assets.Value)
        {
            var path = asset.Name == Index ? "/" : $"/{asset.Name}";
            endpoints.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], http => Serve(http, asset, [])).WithMetadata(new AllowAnonymousAttribute());
        }
    }

    /// <summary>Answers a request for a file of the page by its path, for hosts that route by themselves.</summary>
    /// <param name="liveOrigins">Where the live view comes from, if not from here.</param>
    public static Task Show(HttpContext http, IReadOnlyList<string> liveOrigins)
    {
        var name = http.Request.Path.Value is { Length: > 1 } path ? path[1..] : Index;
        if (Assets.Value.FirstOrDefault(asset => string.Equals(asset.Name, name, StringComparison.Ordinal)) is { } found)
        {
            return Serve(http, found, liveOrigins);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task Serve(HttpContext http, DashboardAsset asset, IReadOnlyList<string> liveOrigins)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy(string.Concat(liveOrigins.Select(origin => $" {origin}")));
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept-Encoding";
        headers.ETag = asset.ETag.ToString();
        if (new RequestHeaders(http.Request.Headers).IfNoneMatch.Any(known => known.Compare(asset.ETag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var (bytes, encoding) = asset.For(http.Request.Headers.AcceptEncoding);
        headers.ContentEncoding = encoding;
        http.Response.ContentType = asset.ContentType;
        http.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }
}
