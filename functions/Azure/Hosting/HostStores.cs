using Azure.Identity;
using Azure.Storage.Blobs;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Blobs;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Azure.Hosting;

/// <summary>The document store and the archive that the settings ask for, opened.</summary>
internal sealed class HostStores : IDisposable
{
    private readonly DataDirectory directory;
    private readonly SqliteDocumentStore sqlite;

    private HostStores(HostSettings settings, DataDirectory directory, SqliteDocumentStore sqlite)
    {
        this.directory = directory;
        this.sqlite = sqlite;
        Settings = settings;
        Archive = settings.ArchiveContainer is { } container ? new BlobArchive(new BlobContainerClient(container, new DefaultAzureCredential())) : new FileArchive(directory.ArchiveFolder);
    }

    public HostSettings Settings { get; }

    public IDocumentStore Documents => sqlite;

    public IPartitionIndex Partitions => sqlite;

    public IArchive Archive { get; }

    /// <summary>Copies of the decision log's anchors.</summary>
    public IAnchorCopies Anchors => new AnchorFile(directory.AnchorsFile);

    /// <summary>Results of analyses, by analysis.</summary>
    public IArtefacts Artefacts => new FileArtefacts(analysis => System.IO.Path.Combine(directory.AnalysesFolder, analysis));

    /// <summary>Price tables.</summary>
    public string PricesFolder => directory.PricesFolder;

    /// <summary>Where the files are.</summary>
    public string Path => directory.Path;

    /// <summary>Answers of the language model.</summary>
    public string AnswersFolder => directory.AnswersFolder;

    /// <summary>Journal of the simulated exchange.</summary>
    public string ExchangeFile => directory.ExchangeFile;

    /// <exception cref="StoreException">It cannot be opened.</exception>
    /// <exception cref="ConfigurationException">This build has no such store.</exception>
    public static Task<HostStores> Open(HostSettings settings, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (settings.Options.Store.Kind != StoreKind.Sqlite)
        {
            throw new ConfigurationException([new ConfigurationError("app settings", "TRADING__STORE__KIND", $"{settings.Options.Store.Kind} is not in this build.")]);
        }

        var directory = DataDirectory.Open(settings.DataPath);
        try
        {
            return Task.FromResult(new HostStores(settings, directory, SqliteDocumentStore.Open(directory.StoreFile)));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        sqlite.Dispose();
        directory.Dispose();
    }
}
