using Azure.Storage.Blobs;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Blobs;

/// <summary>Price tables as blobs, by their addresses.</summary>
/// <param name="open">Opens the container of an address.</param>
public sealed class BlobAddresses(Func<Uri, BlobContainerClient> open) : IPriceTableFiles
{
    public string? Problem(string path)
    {
        try
        {
            var (tables, name) = Read(path);
            return tables.Problem(name);
        }
        catch (PriceTableException e)
        {
            return e.Message;
        }
    }

    public async Task<PriceTableFile> Find(string path, CancellationToken cancellationToken)
    {
        var (tables, name) = Read(path);
        return await tables.Find(name, cancellationToken);
    }

    private (BlobTables Tables, string Name) Read(string path)
    {
        var shown = PriceTableException.Show(path.Split('?')[0]);
        var address = BlobAddress.Read(path, out var problem) ?? throw new PriceTableException(shown, problem);
        var parts = new BlobUriBuilder(address);
        var name = parts.BlobName;
        if (parts.BlobContainerName.Length == 0 || name.Length == 0)
        {
            throw new PriceTableException(shown, $"names no blob: an address is {BlobAddress.Example}/prices.parquet.");
        }

        parts.BlobName = string.Empty;
        try
        {
            return (new BlobTables(open(parts.ToUri())), name);
        }
        catch (ArgumentException e)
        {
            throw new PriceTableException(shown, $"cannot be opened: {e.Message}", inner: e);
        }
    }
}
