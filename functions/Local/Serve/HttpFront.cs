using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Routing;
using TradingFunctions.Dashboard;
using TradingFunctions.Local.Hosting;
using TradingFunctions.Local.Live;
using TradingFunctions.Local.Sessions;

namespace TradingFunctions.Local.Serve;

/// <summary>The web server in front of the pipeline.</summary>
/// <param name="Port">0 takes a free one.</param>
/// <param name="Key">Function key.</param>
/// <param name="AllowedHosts">Host names besides the loopback ones.</param>
/// <param name="LogLevel">Least level that reaches standard error.</param>
internal sealed record HttpFrontOptions(int Port, string Key, IReadOnlyCollection<string> AllowedHosts, LogLevel LogLevel = LogLevel.Warning)
{
    /// <summary>Address to listen on.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;
}

internal static class HttpFront
{
    /// <summary>Largest body that is taken off the wire so that its sender can read the refusal; see <see cref="RequestBody"/>.</summary>
    private const long MaxWireBody = 80L * 1024 * 1024;

    /// <summary>Bound to one address; services are added by the caller.</summary>
    public static WebApplicationBuilder CreateBuilder(HttpFrontOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "TradingFunctions.Local", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxWireBody;
            kestrel.Listen(options.Bind, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(options.LogLevel);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // A start that fails is reported once, in one sentence; failures of requests are caught before the server sees them.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    /// <summary>Puts the gates, the API and the dashboard into the request pipeline.</summary>
    /// <param name="links">Links that sign a browser in.</param>
    public static void Map(WebApplication app, HttpFrontOptions options, HostReadiness readiness, SignInLinks links)
    {
        var tokens = new SessionTokens(options.Key, TimeProvider.System);
        var start = new StartGate(readiness);
        var hosts = new HostHeaderFilter(options.AllowedHosts);
        var keys = new FunctionKeyGate(options.Key, new SessionGate(tokens));
        app.UseProblemDetails();
        app.Use(next => http => hosts.Invoke(http, next));
        app.UseRouting();
        app.Use(next => http => keys.Invoke(http, next));
        app.Use(next => http => start.Invoke(http, next));
        app.MapTradingApi();
        app.MapLiveHub();
        new SessionEndpoints(tokens, links, options.Key).Map(app);
        app.MapDashboard();
    }
}
