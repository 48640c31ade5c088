using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TradingFunctions.TestKit.Alpaca;

/// <param name="Target">Path and query.</param>
public sealed record SeenRequest(string Method, string Target, string Body);

/// <summary>Answers everything alike, and remembers what it was asked.</summary>
public sealed class OneAnswerServer(WebApplication app, Uri address, ConcurrentQueue<SeenRequest> seen) : IAsyncDisposable
{
    public Uri Address => address;

    public IReadOnlyCollection<SeenRequest> Seen => seen;

    /// <param name="headers">Of the answer.</param>
    public static Task<OneAnswerServer> Start(string body, int status = 200, params (string Name, string Value)[] headers) => Start(_ => body, status, headers);

    /// <param name="body">The answer, made from the request.</param>
    public static async Task<OneAnswerServer> Start(Func<HttpRequest, string> body, int status = 200, params (string Name, string Value)[] headers)
    {
        var seen = new ConcurrentQueue<SeenRequest>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen.Enqueue(new SeenRequest(context.Request.Method, context.Request.Path + context.Request.QueryString, await reader.ReadToEndAsync()));
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body(context.Request));
        });
        await app.StartAsync();
        return new OneAnswerServer(app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), seen);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
