using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Blobs;
using TradingFunctions.Infra.Cosmos;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Azure.Hosting;

/// <summary>The document store and the archive that the settings ask for, opened.</summary>
internal sealed class HostStores : IDisposable
{
    /// <summary>A worker that goes, of a host that was stopped or killed, takes less; the Functions host waits a minute for one that comes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly DataDirectory directory;
    private readonly IDisposable store;

    private HostStores(HostSettings settings, DataDirectory directory, IDocumentStore documents, IPartitionIndex partitions, IDisposable store)
    {
        this.directory = directory;
        this.store = store;
        Documents = documents;
        Partitions = partitions;
        Settings = settings;
        Archive = settings.ArchiveContainer is { } archive ? new BlobArchive(BlobContainers.Open(archive)) : new FileArchive(directory.ArchiveFolder);
        Artefacts = settings.ArtefactContainer is { } artefacts ? new BlobArtefacts(BlobContainers.Open(artefacts)) : new FileArtefacts(run => System.IO.Path.Combine(directory.AnalysesFolder, run));
    }

    public HostSettings Settings { get; }

    public IDocumentStore Documents { get; }

    public IPartitionIndex Partitions { get; }

    public IArchive Archive { get; }

    /// <summary>Copies of the decision log's anchors.</summary>
    public IAnchorCopies Anchors => new AnchorFile(directory.AnchorsFile);

    /// <summary>Files of runs: results of analyses, models.</summary>
    public IArtefacts Artefacts { get; }

    /// <summary>Price tables.</summary>
    public string PricesFolder => directory.PricesFolder;

    /// <summary>Where the files are.</summary>
    public string Path => directory.Path;

    /// <summary>Answers of the language model.</summary>
    public string AnswersFolder => directory.AnswersFolder;

    /// <summary>Journal of the simulated exchange.</summary>
    public string ExchangeFile => directory.ExchangeFile;

    /// <param name="patience">How long to wait for another process to leave the data directory.</param>
    /// <param name="prepare">Makes a blob container, or makes sure that it is there; null for <see cref="BlobContainers.Prepare"/>.</param>
    /// <exception cref="StoreException">It cannot be opened, or a container is missing.</exception>
    public static async Task<HostStores> Open(
        HostSettings settings, CancellationToken cancellationToken, TimeSpan patience = default, Func<Uri, CancellationToken, Task>? prepare = null)
    {
        var folder = await OpenFolder(settings.DataPath, patience, cancellationToken);
        try
        {
            foreach (var container in settings.Containers)
            {
                await (prepare ?? BlobContainers.Prepare)(container, cancellationToken);
            }

            return settings.Options.Store.Kind == StoreKind.Cosmos
                ? Of(settings, folder, await CosmosDocumentStore.Open(settings.Options.Store, cancellationToken))
                : Of(settings, folder, SqliteDocumentStore.Open(folder.StoreFile));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static async Task<DataDirectory> OpenFolder(string? path, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return DataDirectory.Open(path);
            }
            catch (StoreException e) when (e.Failure == StoreFailure.Locked && TimeProvider.System.GetElapsedTime(began) < patience)
            {
                await Task.Delay(Look, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>The store, with its calls counted where they cost something.</summary>
    public IDocumentStore Counted(TradeMetrics metrics)
    {
        (Documents as CosmosDocumentStore)?.ReportTo(metrics);
        return Documents;
    }

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }

    private static HostStores Of<TStore>(HostSettings settings, DataDirectory directory, TStore store) where TStore : IDocumentStore, IPartitionIndex, IDisposable =>
        new(settings, directory, store, store, store);
}
