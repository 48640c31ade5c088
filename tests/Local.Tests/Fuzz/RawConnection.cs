using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TradingFunctions.Local.Tests.Fuzz;

/// <summary>HTTP/1.1 by hand: what a well-behaved client would never send can be sent, and many requests at once.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 120_000 };
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    public RawConnection(int port) => socket.Connect(IPAddress.Loopback, port);

    public async Task Send(byte[] bytes) => await socket.SendAsync(bytes);

    /// <returns>Status, the body's beginning, and whether the server closes; null when it has closed without an answer.</returns>
    public async Task<(int Status, string Body, bool Closes)?> Receive()
    {
        int head;
        while ((head = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await Fill())
            {
                return null;
            }
        }

        var lines = Encoding.Latin1.GetString(buffer, start, head).Split("\r\n");
        start += head + 4;
        var status = int.Parse(lines[0].AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var headers = lines[1..].Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim(), StringComparer.Ordinal);
        var body = headers.GetValueOrDefault("transfer-encoding") == "chunked" ? await Chunks() : await Take(headers.TryGetValue("content-length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0);
        return (status, body, string.Equals(headers.GetValueOrDefault("connection"), "close", StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose() => socket.Dispose();

    private async Task<string> Take(int length)
    {
        var shown = string.Empty;
        while (length > 0)
        {
            if (start == end && !await Fill())
            {
                throw new IOException("The answer ended early.");
            }

            var here = Math.Min(length, end - start);
            shown += shown.Length < 300 ? Encoding.UTF8.GetString(buffer, start, Math.Min(here, 300)) : string.Empty;
            start += here;
            length -= here;
        }

        return shown;
    }

    private async Task<string> Chunks()
    {
        var shown = string.Empty;
        while (true)
        {
            int line;
            while ((line = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8)) < 0)
            {
                if (!await Fill())
                {
                    throw new IOException("The answer ended early.");
                }
            }

            var size = int.Parse(Encoding.ASCII.GetString(buffer, start, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            start += line + 2;
            shown += await Take(size);
            await Take(2);
            if (size == 0)
            {
                return shown;
            }
        }
    }

    private async Task<bool> Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = await socket.ReceiveAsync(buffer.AsMemory(end));
        end += read;
        return read > 0;
    }
}
