using System.Buffers;
using System.Net;

namespace TradingFunctions.Infra.MlFlow;

/// <summary>A file as the body of a request, with its length where that is known, also where it cannot be wound back. It remembers what its source failed with, which a connection's failure looks like.</summary>
internal sealed class FileContent(Stream file) : HttpContent
{
    private const int BufferSize = 81_920;

    private readonly long start = file.CanSeek ? file.Position : 0;
    private bool isRead;

    /// <summary>Why the file could not be read; null where it could, or was not.</summary>
    public IOException? Failure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WindBack();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await Read(buffer, cancellationToken) is > 0 and var count)
            {
                await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        try
        {
            length = file.Length - start;
            return true;
        }
        catch (NotSupportedException)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>A request that is sent on, to where the server says, has its body once more.</summary>
    private void WindBack()
    {
        if (isRead && file.CanSeek)
        {
            file.Position = start;
        }
        else if (isRead)
        {
            throw Failure = new IOException("It comes as a stream, and would have to be sent a second time.");
        }

        isRead = true;
    }

    private async ValueTask<int> Read(byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await file.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            Failure = e;
            throw;
        }
    }
}
