using System.Net;
using TradingFunctions.Api.Http;

namespace TradingFunctions.Local.Serve;

/// <summary>Refuses requests that name another host: a web page that rebinds its name to this machine cannot talk to it.</summary>
/// <param name="allowed">Further host names.</param>
internal sealed class HostHeaderFilter(IReadOnlyCollection<string> allowed)
{
    public Task Invoke(HttpContext http, RequestDelegate next)
    {
        var host = http.Request.Host.Host;
        return IsLocal(host) || allowed.Contains(host, StringComparer.OrdinalIgnoreCase)
            ? next(http)
            : Problems.Write(http, StatusCodes.Status400BadRequest, "FOREIGN_HOST", "This host answers to its loopback address alone. Allow further names with --allow-host.");
    }

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
