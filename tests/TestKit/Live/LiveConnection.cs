using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace TradingFunctions.TestKit.Live;

/// <summary>A SignalR connection to the live view, by the wire: JSON protocol over a WebSocket, without a package and as slow as a test wants it.</summary>
public sealed class LiveConnection : IAsyncDisposable
{
    /// <summary>Ends every message of the JSON protocol.</summary>
    private const byte Separator = 0x1E;

    private readonly ClientWebSocket socket = new();
    private readonly ArrayBufferWriter<byte> pending = new();

    /// <summary>Bytes of the message that was given out last, separator and all.</summary>
    private int taken;

    /// <param name="host">Address of the host.</param>
    /// <param name="headers">What signs the connection in.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public static async Task<LiveConnection> Open(Uri host, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        var connection = new LiveConnection();
        foreach (var (name, value) in headers)
        {
            connection.socket.Options.SetRequestHeader(name, value);
        }

        await connection.socket.ConnectAsync(new UriBuilder(host) { Scheme = "ws", Path = "/api/live" }.Uri, cancellationToken);
        await connection.Send("""{"protocol":"json","version":1}""", cancellationToken);
        var answer = await connection.NextMessage(cancellationToken);
        return answer.Span.SequenceEqual("{}"u8) ? connection : throw new IOException($"The host refused the protocol: {Encoding.UTF8.GetString(answer.Span)}");
    }

    /// <summary>The next frame, as JSON; pings are answered by being passed over.</summary>
    public async Task<JsonNode> NextFrame(CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = JsonNode.Parse((await NextMessage(cancellationToken)).Span)!;
            if ((int?)message["type"] == 1)
            {
                return message["arguments"]![0]!;
            }

            if ((int?)message["type"] == 7)
            {
                throw new IOException($"The host closed the connection: {message["error"]}");
            }
        }
    }

    /// <summary>The next message as it came, in UTF-8 and until the next is asked for: for thousands of connections that must not spend their time on parsing.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NextMessage(CancellationToken cancellationToken)
    {
        Drop();
        var looked = 0;
        while (true)
        {
            var end = pending.WrittenSpan[looked..].IndexOf(Separator);
            if (end >= 0)
            {
                taken = looked + end + 1;
                return pending.WrittenMemory[..(looked + end)];
            }

            looked = pending.WrittenCount;
            var received = await socket.ReceiveAsync(pending.GetMemory(16 * 1024), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                throw new IOException($"The host closed the connection: {socket.CloseStatusDescription}");
            }

            pending.Advance(received.Count);
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Says that this client is alive; hosts close connections that say nothing for long.</summary>
    public Task Ping(CancellationToken cancellationToken) => Send("""{"type":6}""", cancellationToken);

    private Task Send(string message, CancellationToken cancellationToken) =>
        socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(message), Separator], WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private void Drop()
    {
        var rest = pending.WrittenSpan[taken..].ToArray();
        pending.ResetWrittenCount();
        pending.Write(rest);
        taken = 0;
    }
}
