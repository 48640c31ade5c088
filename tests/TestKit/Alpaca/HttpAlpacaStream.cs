using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Alpaca;

/// <summary>Alpaca's trade updates over a WebSocket.</summary>
public sealed class HttpAlpacaStream(Uri address, string key, string secret, HttpAlpacaBroker broker) : IOrderStream
{
    public async Task Listen(Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/stream" }.Uri, cancellationToken);
            await Send(socket, $$$"""{"action":"authenticate","data":{"key_id":"{{{key}}}","secret_key":"{{{secret}}}"}}""", cancellationToken);
            await Send(socket, """{"action":"listen","data":{"streams":["trade_updates"]}}""", cancellationToken);
            while (await Receive(socket, cancellationToken) is { } message)
            {
                using (message)
                {
                    await Handle(message.RootElement, connected, deliver, cancellationToken);
                }
            }
        }
        catch (WebSocketException e)
        {
            throw new BrokerException($"order stream: {e.Message}", e);
        }
    }

    private async Task Handle(JsonElement message, Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, CancellationToken cancellationToken)
    {
        var data = message.GetProperty("data");
        switch (message.GetProperty("stream").GetString())
        {
            case "authorization" when data.GetProperty("status").GetString() != "authorized":
                throw new BrokerException("order stream: the keys are refused");
            case "listening":
                await connected(cancellationToken);
                break;
            case "trade_updates":
                await deliver(AlpacaMapping.Event(data, broker.ParentOf), cancellationToken);
                break;
            default:
                break;
        }
    }

    private static Task Send(ClientWebSocket socket, string json, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    private static async Task<JsonDocument?> Receive(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
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
