using System.IO.Pipelines;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Blobs;

/// <summary>Artefacts as blobs, <c>run/name</c>. They go to the service and come from it as they are written and read, and are not put into memory whole here, however long they are.</summary>
/// <remarks>
/// A write replaces what is there without a condition: the port promises that the last write stays, and activities that come twice write the same. The blob is there when its last
/// block is committed, whole; a reader keeps the version it began with, or is told that it has been replaced.
/// </remarks>
public sealed class BlobArtefacts(BlobContainerClient container) : IArtefacts
{
    private const long Block = 4 * 1024 * 1024;

    /// <summary>What fits a block is one request; of what does not, one block at a time is in memory.</summary>
    private static readonly BlobUploadOptions InBlocks = new()
    {
        TransferOptions = new StorageTransferOptions { InitialTransferSize = Block, MaximumTransferSize = Block, MaximumConcurrency = 1 },
    };

    public async Task Write(string run, string name, Action<Stream> write, CancellationToken cancellationToken)
    {
        var blob = Find(run, name) ?? throw new ArgumentException($"'{name}' is no name of an artefact.", nameof(name));
        var pipe = new Pipe();
        var writing = Task.Run(() => Fill(pipe.Writer, write), CancellationToken.None);
        try
        {
            await blob.UploadAsync(pipe.Reader.AsStream(leaveOpen: true), InBlocks, cancellationToken);
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            throw new IOException($"{blob.Uri.AbsoluteUri}: cannot be written: {BlobFailure.Text(e)}.", e);
        }
        finally
        {
            // What is still written goes nowhere, and nobody waits for it to be read.
            await pipe.Reader.CompleteAsync();
            await writing;
        }
    }

    public Stream? OpenRead(string run, string name)
    {
        if (Find(run, name) is not { } blob)
        {
            return null;
        }

        try
        {
            return new BlobReadStream(blob.Uri, blob.DownloadStreaming().Value);
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            return BlobFailure.IsNotFound(e) ? null : throw BlobReadStream.Failure(blob.Uri, e);
        }
    }

    public void Delete(string run, string name)
    {
        try
        {
            Find(run, name)?.DeleteIfExists();
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            throw new IOException($"{run}/{name}: cannot be removed: {BlobFailure.Text(e)}.", e);
        }
    }

    public IReadOnlyList<Artefact> List(string run)
    {
        if (!ArtefactName.IsValid(run))
        {
            return [];
        }

        var prefix = $"{run}/";
        try
        {
            return [.. container.GetBlobs(new GetBlobsOptions { Prefix = prefix })
                .Select(blob => new Artefact(blob.Name[prefix.Length..], blob.Properties.ContentLength ?? 0))
                .Where(artefact => ArtefactName.IsValid(artefact.Name))
                .OrderBy(artefact => artefact.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            throw new IOException($"The files of {run} cannot be listed: {BlobFailure.Text(e)}.", e);
        }
    }

    /// <summary>A writer that fails fails the upload before anything is committed.</summary>
    private static async Task Fill(PipeWriter writer, Action<Stream> write)
    {
        try
        {
            await using (var stream = writer.AsStream(leaveOpen: true))
            {
                write(stream);
            }

            await writer.CompleteAsync();
        }
        catch (Exception e)
        {
            await writer.CompleteAsync(e);
        }
    }

    /// <summary>Null for what is no name: nothing outside the container can be meant.</summary>
    private BlobClient? Find(string run, string name) => ArtefactName.IsValid(run) && ArtefactName.IsValid(name) ? container.GetBlobClient($"{run}/{name}") : null;
}
