using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Blobs;

/// <summary>Artefacts as blobs, <c>run/name</c>. They are small, and go to the service and come from it whole.</summary>
public sealed class BlobArtefacts(BlobContainerClient container) : IArtefacts
{
    public async Task Write(string run, string name, Action<Stream> write, CancellationToken cancellationToken)
    {
        var blob = Find(run, name) ?? throw new ArgumentException($"'{name}' is no name of an artefact.", nameof(name));
        using var content = new MemoryStream();
        write(content);
        content.Position = 0;
        try
        {
            await blob.UploadAsync(content, overwrite: true, cancellationToken);
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            throw new IOException($"{blob.Uri.AbsoluteUri}: cannot be written: {BlobFailure.Text(e)}.", e);
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
            return blob.DownloadContent().Value.Content.ToStream();
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            return BlobFailure.IsNotFound(e) ? null : throw new IOException($"{blob.Uri.AbsoluteUri}: cannot be read: {BlobFailure.Text(e)}.", e);
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

    /// <summary>Null for what is no name: nothing outside the container can be meant.</summary>
    private BlobClient? Find(string run, string name) => ArtefactName.IsValid(run) && ArtefactName.IsValid(name) ? container.GetBlobClient($"{run}/{name}") : null;
}
