using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Alpaca.Markets;
using TradingFunctions.Infra.Alpaca.Http;

namespace TradingFunctions.Infra.Alpaca.Stream;

/// <summary>The package's socket with what it lacks: dead connections are noticed, the answer to <c>listen</c> is told, and messages are repaired as answers are.</summary>
/// <param name="listening">Called when updates come from here on.</param>
/// <param name="lost">Called for a message that cannot be taken for what the package would.</param>
internal sealed class UpdatesSocket(Action listening, Action<string> lost) : IWebSocket
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket socket = new();
    private readonly byte[] chunk = new byte[16 * 1024];
    private ReadOnlyMemory<byte> pending;

    public WebSocketState State => socket.State;

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    public Task ConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        socket.Options.KeepAliveInterval = KeepAlive;
        socket.Options.KeepAliveTimeout = KeepAlive;
        return socket.ConnectAsync(uri, cancellationToken);
    }

    public ValueTask SendAsync(ReadOnlySequence<byte> buffer) => socket.SendAsync((ReadOnlyMemory<byte>)buffer.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    /// <summary>Hands on a message in parts as large as asked for.</summary>
    public async ValueTask<ReceiveResult> ReceiveAsync(Memory<byte> buffer)
    {
        while (pending.IsEmpty)
        {
            if (await ReceiveMessage() is not { } message)
            {
                return new ReceiveResult(WebSocketMessageType.Close, true, 0);
            }

            pending = Encoding.UTF8.GetBytes(Repaired(message));
        }

        var count = Math.Min(buffer.Length, pending.Length);
        pending[..count].CopyTo(buffer);
        pending = pending[count..];
        return new ReceiveResult(WebSocketMessageType.Binary, pending.IsEmpty, count);
    }

    public Task CloseOutputAsync(WebSocketCloseStatus closeStatus) => socket.CloseOutputAsync(closeStatus, string.Empty, CancellationToken.None);

    public void Abort() => socket.Abort();

    public void Dispose() => socket.Dispose();

    /// <returns>Null at the end.</returns>
    private async Task<string?> ReceiveMessage()
    {
        using var text = new MemoryStream();
        while (true)
        {
            var result = await socket.ReceiveAsync(chunk.AsMemory(), CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            text.Write(chunk, 0, result.Count);
            if (result.EndOfMessage)
            {
                return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
            }
        }
    }

    private string Repaired(string message)
    {
        try
        {
            if (IsListening(message))
            {
                listening();
            }

            return AnswerRepair.OfMessage(message);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            lost(e.Message);
            return string.Empty;
        }
    }

    private static bool IsListening(string message)
    {
        if (!message.Contains("\"listening\"", StringComparison.Ordinal))
        {
            return false;
        }

        using var document = JsonDocument.Parse(message);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("stream", out var name) && name.ValueEquals("listening");
    }
}
