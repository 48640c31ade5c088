using Azure.Storage.Blobs.Models;

namespace TradingFunctions.Infra.Blobs;

/// <summary>A blob as it comes from the service. The package goes on where a connection broke, in the same version; what it gives up on is an <see cref="IOException"/> that names the blob.</summary>
internal sealed class BlobReadStream(Uri address, BlobDownloadStreamingResult blob) : Stream
{
    private readonly Stream content = blob.Content;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => blob.Details.ContentLength;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static IOException Failure(Uri address, Exception e) => new($"{address.AbsoluteUri}: cannot be read: {BlobFailure.Text(e)}.", e);

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return content.Read(buffer, offset, count);
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            throw Failure(address, e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            throw Failure(address, e);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            blob.Dispose();
        }

        base.Dispose(disposing);
    }
}
