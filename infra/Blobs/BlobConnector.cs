using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Blobs;

/// <summary>Opens blob storage.</summary>
public sealed class BlobConnector : IBlobConnector
{
    public string? Problem(Uri container) => BlobContainers.Problem(container);

    public IPriceTableFiles Container(Uri container) => new BlobTables(BlobContainers.Open(container));

    public IPriceTableFiles Addresses() => new BlobAddresses(BlobContainers.Open);
}
