using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Sessions;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>What a browser meets at the Functions app: the page and a key in a header on one origin, the live view on another, which tells something only now and then.</summary>
internal sealed class AppHost : IAsyncDisposable
{
    public const string Key = "app-key";

    private readonly WebApplication app;
    private readonly WebApplication service;
    private readonly Heard heard;
    private long sequence = 100;
    private volatile bool isServiceOn = true;

    private AppHost(AdminCheck admins)
    {
        (service, heard) = Service();
        app = Empty();
        IReadOnlyList<string> origins = [];
        app.MapGet("/api/session", (HttpContext http) => IsKnown(http) ? KeySession.Show(http, admins) : Refuse(http));
        app.MapPost("/api/live/negotiate", (HttpContext http) => !IsKnown(http) ? Refuse(http) : http.Response.WriteAsJsonAsync(new { url = $"{Url(service)}/live", accessToken = "token" }));
        app.MapGet("/api/live/snapshot", (HttpContext http) => IsKnown(http) ? http.Response.WriteAsync(Frame(Interlocked.Increment(ref sequence))) : Refuse(http));
        app.MapGet("/{asset?}", (HttpContext http) => DashboardPages.Show(http, origins = origins.Count > 0 ? origins : [Url(service), Url(service).Replace("http", "ws", StringComparison.Ordinal)]));
        service.Use(next => http => isServiceOn ? next(http) : Fail(http));
        service.MapHub<Quiet>("/live");
    }

    public string Address => Url(app);

    /// <summary>Names of the headers of every request to the service, without preflights.</summary>
    public IEnumerable<string> HeadersAtService => heard.Headers;

    public static async Task<AppHost> Start(AdminCheck admins = AdminCheck.None)
    {
        var host = new AppHost(admins);
        await host.service.StartAsync();
        await host.app.StartAsync();
        return host;
    }

    /// <summary>The service answers with an error from now on.</summary>
    public void StopService() => isServiceOn = false;

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await service.DisposeAsync();
    }

    internal static string Frame(long sequence) => string.Create(
        CultureInfo.InvariantCulture, $$$"""{"kind":"snapshot","sequence":{{{sequence}}},"atUtc":"{{{DateTime.UtcNow:O}}}","set":{},"removed":{}}""");

    private static (WebApplication Service, Heard Heard) Service()
    {
        var told = new Heard();
        var builder = Builder();
        builder.Services.AddSingleton(told).AddSignalR();
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.SetIsOriginAllowed(_ => true).AllowAnyHeader().AllowAnyMethod().AllowCredentials()));
        var other = builder.Build();
        other.UseCors();
        other.Use(next => http =>
        {
            if (!HttpMethods.IsOptions(http.Request.Method))
            {
                foreach (var name in http.Request.Headers.Keys)
                {
                    told.Headers.Add(name.ToLowerInvariant());
                }
            }

            return next(http);
        });
        return (other, told);
    }

    private static WebApplication Empty() => Builder().Build();

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    private static string Url(WebApplication host) => host.Urls.First();

    private static bool IsKnown(HttpContext http) => http.Request.Headers["x-functions-key"] == Key;

    private static Task Refuse(HttpContext http) => Answer(http, StatusCodes.Status401Unauthorized);

    private static Task Fail(HttpContext http) => Answer(http, StatusCodes.Status503ServiceUnavailable);

    private static Task Answer(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    internal sealed class Heard
    {
        public ConcurrentBag<string> Headers { get; } = [];
    }

    /// <summary>Tells a screen the whole once, and nothing more.</summary>
    internal sealed class Quiet : Hub
    {
        public override Task OnConnectedAsync() => Clients.Caller.SendAsync("Frame", System.Text.Json.JsonElement.Parse(Frame(1)));
    }
}
