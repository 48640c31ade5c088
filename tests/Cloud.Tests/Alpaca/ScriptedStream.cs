using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TradingFunctions.Cloud.Tests.Alpaca;

/// <summary>A stream that tells each of its listeners what the test wants, after keys and <c>listen</c> as Alpaca takes them.</summary>
sealed class ScriptedStream(WebApplication app) : IAsyncDisposable
{
    int listeners;

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Times that somebody began to listen.</summary>
    public int Listeners => listeners;

    /// <param name="authorization">Answer to the keys; null for none.</param>
    /// <param name="frames">What is told after <c>listen</c>; then the stream ends.</param>
    public static async Task<ScriptedStream> Start(string? authorization = "authorized", bool ends = true, params string[] frames)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stream = new ScriptedStream(app);
        app.UseWebSockets();
        app.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            if (await Receive(socket) != "authenticate" || authorization is null)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            }

            await Send(socket, $$$"""{"stream":"authorization","data":{"status":"{{{authorization}}}","action":"authenticate"}}""");
            if (await Receive(socket) == "listen")
            {
                Interlocked.Increment(ref stream.listeners);
                await Send(socket, """{"stream":"listening","data":{"streams":["trade_updates"]}}""");
                foreach (var frame in frames)
                {
                    await Send(socket, frame);
                }
            }

            if (ends)
            {
                await socket.CloseAsync(WebSocketCloseStatus.InternalServerError, "restart", default);
            }
            else
            {
                await Receive(socket);
            }
        });
        await app.StartAsync();
        return stream;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    /// <returns>The action that was asked for; nothing at the end.</returns>
    static async Task<string?> Receive(WebSocket socket)
    {
        var buffer = new byte[4096];
        try
        {
            var result = await socket.ReceiveAsync(buffer, default);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            using var message = JsonDocument.Parse(buffer.AsMemory(0, result.Count));
            return message.RootElement.GetProperty("action").GetString();
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>In two parts, as a long message may come.</summary>
    static async Task Send(WebSocket socket, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await socket.SendAsync(bytes.AsMemory(0, bytes.Length / 2), WebSocketMessageType.Binary, endOfMessage: false, default);
        await socket.SendAsync(bytes.AsMemory(bytes.Length / 2), WebSocketMessageType.Binary, endOfMessage: true, default);
    }
}
