using System.Net.WebSockets;
using System.Text.Json;
using TradingFunctions.AlpacaStub.Accounts;
using TradingFunctions.AlpacaStub.Hosting;
using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.Stream;

/// <summary><c>/stream</c>: authenticate, listen, then trade updates.</summary>
internal sealed class StreamEndpoint(StubAccounts accounts, StubOptions options, CancellationToken stopping)
{
    private const string TradeUpdates = "trade_updates";

    public async Task Serve(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var stream = new TradeStream();
        var pump = stream.Pump(socket, ended.Token);
        StubAccount? account = null;
        try
        {
            while (await Receive(socket, ended.Token) is { } message)
            {
                using (message)
                {
                    account = Handle(message.RootElement, stream, account);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or JsonException)
        {
            // The listener has gone, or the stub stops.
        }
        finally
        {
            Leave(account, stream);
            stream.Close();
            await ended.CancelAsync();
            await pump.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private StubAccount? Handle(JsonElement message, TradeStream stream, StubAccount? account)
    {
        switch (message.GetProperty("action").GetString())
        {
            case "authenticate" or "auth":
                var (key, secret) = message.TryGetProperty("data", out var data) ? (Text(data, "key_id"), Text(data, "secret_key")) : (Text(message, "key"), Text(message, "secret"));
                account = key is not null && secret == options.Secret ? accounts.Find(key) : null;
                stream.Send(Json(new AuthorizationMessage("authorization", new AuthorizationData(account is null ? "unauthorized" : "authorized", "authenticate"))));
                return account;
            case "listen" when account is not null:
                var streams = message.GetProperty("data").GetProperty("streams").EnumerateArray().Select(name => name.GetString()!).ToArray();
                lock (account.Gate)
                {
                    stream.Send(JsonSerializer.SerializeToUtf8Bytes(new ListeningMessage("listening", new ListeningData(streams)), AlpacaJson.Default.ListeningMessage));
                    stream.IsListening = streams.Contains(TradeUpdates);
                    if (!account.Streams.Contains(stream))
                    {
                        account.Streams.Add(stream);
                    }
                }

                return account;
            default:
                return account;
        }
    }

    private static byte[] Json(AuthorizationMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, AlpacaJson.Default.AuthorizationMessage);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void Leave(StubAccount? account, TradeStream stream)
    {
        if (account is not null)
        {
            lock (account.Gate)
            {
                account.Streams.Remove(stream);
            }
        }
    }

    private static async Task<JsonDocument?> Receive(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        using var text = new MemoryStream();
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer, cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            text.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                return JsonDocument.Parse(text.ToArray());
            }
        }
    }
}
