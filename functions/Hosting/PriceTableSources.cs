using TradingFunctions.Infra.Files.Tables;
using TradingFunctions.Pipeline.Analysis.Tables;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting;

/// <summary>Price tables that this build reads. Parquet and blobs need packages that not every build has: a build without them has no such types.</summary>
public static class PriceTableSources
{
    /// <summary>What to do about a blob in a build that has none.</summary>
    public const string Advice = "is an address of blob storage, which is part of the cloud tier and not in this build. Build with Cloud=true (docs/packages.md), or download the table";

    private const string Parquet = "TradingFunctions.Infra.Parquet.ParquetPriceTables, TradingFunctions.Infra.Parquet";

    private const string Blobs = "TradingFunctions.Infra.Blobs.BlobConnector, TradingFunctions.Infra.Blobs";

    /// <summary>Any file, and any blob by its address: for a person at the command line.</summary>
    public static PriceTables Any() => new(new FilesAndAddresses(new PriceTableFolder(), FindBlobs()?.Addresses()), Formats());

    /// <summary>What is in a folder or a container, and nothing else: for requests.</summary>
    /// <param name="place">A folder, or the address of a container.</param>
    /// <exception cref="ArgumentException">The address is none, or this build has no blobs; see <see cref="Problem"/>.</exception>
    public static PriceTables In(string place)
    {
        if (!BlobAddress.IsMeant(place))
        {
            return new PriceTables(new PriceTableFolder(place), Formats());
        }

        return Problem(place) is { } problem ? throw new ArgumentException(problem, nameof(place)) : new PriceTables(FindBlobs()!.Container(new Uri(place)), Formats());
    }

    /// <summary>Why price tables cannot be in a place, a sentence without its subject; null where they can.</summary>
    public static string? Problem(string place) =>
        !BlobAddress.IsMeant(place) ? null
        : FindBlobs() is not { } blobs ? $"{Advice}."
        : BlobAddress.ReadContainer(place, out var problem) is not { } container ? problem : blobs.Problem(container);

    private static IPriceTableFormat[] Formats() => CloudParts.Find<IPriceTableFormat>(Parquet) is { } parquet ? [new CsvPriceTables(), parquet] : [new CsvPriceTables()];

    private static IBlobConnector? FindBlobs() => CloudParts.Find<IBlobConnector>(Blobs);

    private sealed class FilesAndAddresses(IPriceTableFiles files, IPriceTableFiles? addresses) : IPriceTableFiles
    {
        public string? Problem(string path) => !BlobAddress.IsMeant(path) ? files.Problem(path) : addresses is null ? Absent(path).Message : addresses.Problem(path);

        public Task<PriceTableFile> Find(string path, CancellationToken cancellationToken) =>
            BlobAddress.IsMeant(path) ? (addresses ?? throw Absent(path)).Find(path, cancellationToken) : files.Find(path, cancellationToken);

        /// <summary>Without what may be a signature.</summary>
        private static PriceTableException Absent(string address) => new(PriceTableException.Show(address.Split('?')[0]), $"{Advice}.");
    }
}
