using System.IO.Compression;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Blobs;

/// <summary>
/// An archive of gzipped JSON lines, one blob a batch, named as the file archive names its files: by the digest of what is in it. A blob is written only where
/// none is of that name, so that a batch that is written again is the same blob, and none is ever changed.
/// </summary>
public sealed class BlobArchive(BlobContainerClient container) : IArchive
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private static readonly BlobUploadOptions OnlyWhereNoneIs = new()
    {
        Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        HttpHeaders = new BlobHttpHeaders { ContentType = "application/jsonl", ContentEncoding = "gzip" },
    };

    /// <summary>The batch goes to the service in blocks, as it is compressed.</summary>
    /// <exception cref="StoreException">The container cannot be written.</exception>
    public async Task<string> Write(string kind, IReadOnlyList<ReadOnlyMemory<byte>> documents, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient($"{kind}/{NameOf(documents)}.jsonl.gz");
        try
        {
            await Upload(blob, documents, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.ErrorCode == BlobErrorCode.ConditionNotMet)
        {
            // Written before, with the same content.
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            throw new StoreException(StoreFailure.Unavailable, blob.Uri.AbsoluteUri, $"the archive cannot be written: {BlobFailure.Text(e)}.", "Look at the storage account and at the rights of the app's identity.", e);
        }

        return blob.Uri.AbsoluteUri;
    }

    /// <summary>The blob is there when the last block is committed, whole or not at all.</summary>
    private static async Task Upload(BlobClient blob, IReadOnlyList<ReadOnlyMemory<byte>> documents, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var compressing = Compress(documents, pipe.Writer, cancellationToken);
        try
        {
            await blob.UploadAsync(pipe.Reader.AsStream(), OnlyWhereNoneIs, cancellationToken);
        }
        finally
        {
            // Whatever is still written goes nowhere, and nobody waits for it to be read.
            await pipe.Reader.CompleteAsync();
        }

        await compressing;
    }

    private static async Task Compress(IReadOnlyList<ReadOnlyMemory<byte>> documents, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await using (var zip = new GZipStream(writer.AsStream(leaveOpen: true), CompressionLevel.Optimal))
            {
                foreach (var document in documents)
                {
                    await zip.WriteAsync(document, cancellationToken);
                    await zip.WriteAsync(NewLine, cancellationToken);
                }
            }

            await writer.CompleteAsync();
        }
        catch (Exception e)
        {
            await writer.CompleteAsync(e);
            throw;
        }
    }

    private static string NameOf(IReadOnlyList<ReadOnlyMemory<byte>> documents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in documents)
        {
            hash.AppendData(document.Span);
            hash.AppendData(NewLine);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
