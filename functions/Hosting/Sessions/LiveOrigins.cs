using Microsoft.Extensions.Configuration;

namespace TradingFunctions.Hosting.Sessions;

/// <summary>Where a browser hears the live view when it comes from a service of its own: what the page's content security policy must let through.</summary>
public static class LiveOrigins
{
    private const string Endpoint = "Endpoint=";

    /// <param name="configuration">The app's settings.</param>
    /// <param name="connection">Name of the service's connection: a setting with a connection string, or a section with <c>serviceUri</c>.</param>
    /// <returns>The service's origin for requests and for web sockets; empty where there is none, or it is no address.</returns>
    public static IReadOnlyList<string> Of(IConfiguration configuration, string connection)
    {
        var address = configuration[$"{connection}:serviceUri"]
            ?? configuration[connection]?.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith(Endpoint, StringComparison.OrdinalIgnoreCase))?[Endpoint.Length..];
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? [uri.GetLeftPart(UriPartial.Authority), $"{(uri.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}://{uri.Authority}"]
            : [];
    }
}
