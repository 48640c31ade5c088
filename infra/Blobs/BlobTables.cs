using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Blobs;

/// <summary>Price tables as blobs of a container, by their names in it. One is read through a file of the machine's temporary folder, which goes away with it.</summary>
public sealed class BlobTables(BlobContainerClient container) : IPriceTableFiles
{
    private const int MaxName = 1024;

    public string? Problem(string path)
    {
        if (!IsName(path))
        {
            return NoName(path).Message;
        }

        try
        {
            return container.GetBlobClient(path).Exists().Value ? null : $"There is no price table '{PriceTableException.Show(path)}'.";
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            // Whoever reads it finds out, and tries again.
            return null;
        }
    }

    public async Task<PriceTableFile> Find(string path, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(IsName(path) ? path : throw NoName(path));
        try
        {
            var version = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ETag;
            return new PriceTableFile(blob.Uri.AbsoluteUri, version.ToString(), stop => Download(blob, version, stop));
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            throw Failure(blob, e);
        }
    }

    private static async Task<Stream> Download(BlobClient blob, ETag version, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"prices-{Path.GetRandomFileName()}"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            await blob.DownloadToAsync(file, new BlobDownloadToOptions { Conditions = new BlobRequestConditions { IfMatch = version } }, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch (Exception e)
        {
            await file.DisposeAsync();
            throw BlobFailure.Is(e) ? Failure(blob, e) : e;
        }
    }

    private static Exception Failure(BlobClient blob, Exception e) => BlobFailure.IsNotFound(e)
        ? new PriceTableException(blob.Uri.AbsoluteUri, $"does not exist ({BlobFailure.Text(e)}).", inner: e)
        : new IOException($"{blob.Uri.AbsoluteUri}: cannot be read now: {BlobFailure.Text(e)}.", e);

    /// <summary>Names are parts of an address: dots between slashes would lead out of the container.</summary>
    private static bool IsName(string path) =>
        path.Length is > 0 and <= MaxName && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl) && !path.Split('/').Any(part => part is "" or "." or "..");

    private static PriceTableException NoName(string path) =>
        new(PriceTableException.Show(path), "is no name of a blob. Tables are named by their place in the container of price tables, such as 2024/prices.parquet.");
}
