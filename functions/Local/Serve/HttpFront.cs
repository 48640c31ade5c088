using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Routing;
using TradingFunctions.Dashboard;
using TradingFunctions.Hosting;
using TradingFunctions.Infra.Otlp;
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

    /// <summary>What is exported; nothing by default.</summary>
    public OtlpSettings Telemetry { get; init; } = new();

    /// <summary>The key is in no text.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Bind = ").Append(Bind).Append(", Port = ").Append(Port);
        return true;
    }
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

        // What is exported is not what a person wants on the screen.
        builder.Logging.SetMinimumLevel(options.Telemetry.Logs is null ? options.LogLevel : LogLevel.Information);

        // Rules of a provider come before rules of all, so each stands for both.
        foreach (var (category, level) in LogRules(options.LogLevel))
        {
            builder.Logging.AddFilter(category, level).AddFilter<ConsoleLoggerProvider>(category, level);
        }

        builder.Logging.AddConsole(console => console.FormatterName = HostLogFormatter.FormatterName).AddConsoleFormatter<HostLogFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddFilter<ConsoleLoggerProvider>(category: null, options.LogLevel);
        builder.Services.AddOtlp(options.Telemetry, typeof(HttpFront).Assembly.GetName().Version?.ToString(3) ?? "0").AddSingleton<RequestLog>();
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    private static (string Category, LogLevel Level)[] LogRules(LogLevel level) =>
    [
        ("Microsoft", level > LogLevel.Warning ? level : LogLevel.Warning),

        // A start that fails is reported once, in one sentence; failures of requests are caught before the server sees them.
        ("Microsoft.Extensions.Hosting", LogLevel.None),
        ("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None),
    ];

    /// <summary>Puts the gates, the API and the dashboard into the request pipeline.</summary>
    /// <param name="links">Links that sign a browser in.</param>
    public static void Map(WebApplication app, HttpFrontOptions options, HostReadiness readiness, SignInLinks links)
    {
        var tokens = new SessionTokens(options.Key, TimeProvider.System);
        var start = new StartGate(readiness);
        var hosts = new HostHeaderFilter(options.AllowedHosts);
        var keys = new FunctionKeyGate(options.Key, new SessionGate(tokens));
        var requests = app.Services.GetRequiredService<RequestLog>();
        app.Use(next => http => requests.Invoke(http, next));
        app.UseProblemDetails();
        app.Use(next => http => hosts.Invoke(http, next));
        app.UseRouting();
        app.Use(next => http => keys.Invoke(http, next));
        app.Use(next => http => start.Invoke(http, http.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>(), next));
        app.MapTradingApi();
        app.MapLiveHub();
        new SessionEndpoints(tokens, links, options.Key).Map(app);
        app.MapDashboard();
    }
}
