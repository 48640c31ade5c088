using System.Text.Json;
using TradingFunctions.Api;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.MlFlow;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Experiments;

/// <summary>Where commands record runs: the store of a data directory, opened for a moment only; or the host that holds it, over HTTP.</summary>
/// <param name="dataPath">Null for the standard data directory.</param>
/// <param name="connect">Makes a client of the host that may hold the directory.</param>
/// <param name="clock">When runs began and ended.</param>
internal sealed class RunBook(string? dataPath, Func<ApiClient> connect, TimeProvider clock)
{
    /// <summary>Another command may be recording, which takes milliseconds, or sending.</summary>
    private const int Attempts = 150;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A tracking server that does not answer for so long is taken to be away: the command has its result and wants to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    private readonly FileArtefacts artefacts = new(id => Path.Combine(Path.GetFullPath(dataPath ?? DataDirectory.DefaultPath), DataDirectory.AnalysesFolderName, id));

    /// <summary>Stores runs as they are now, over those of the same ids.</summary>
    /// <exception cref="StoreException">The directory cannot be used.</exception>
    /// <exception cref="CliException">The host that holds it does not answer, or refuses.</exception>
    public async Task Save(IReadOnlyList<ExperimentRecord> records, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await (TryOpen() is { } directory ? SaveInto(directory, records, cancellationToken) : Send(records, cancellationToken));
                return;
            }
            catch (CliException e) when (e.InnerException is HttpRequestException && attempt < Attempts)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>Sends the runs of the directory that have ended and were not sent.</summary>
    /// <returns>Null where a host holds the directory: it sends them itself.</returns>
    /// <exception cref="StoreException">The directory cannot be used.</exception>
    public async Task<SendOutcome?> Track(MlFlowSettings settings, CancellationToken cancellationToken)
    {
        if (TryOpen() is not { } directory)
        {
            return null;
        }

        using var held = directory;
        using var store = SqliteDocumentStore.Open(directory.StoreFile);
        using var http = new HttpClient { Timeout = Patience };
        return await new ExperimentSender(new ExperimentStore(store), artefacts, new MlFlowTracker(http, settings), new AnalysisClock(clock)).SendAll(cancellationToken);
    }

    /// <summary>Keeps files of a run with the store.</summary>
    /// <param name="folder">Where they lie; those that are not there are left out.</param>
    /// <exception cref="IOException">A file cannot be read, or written.</exception>
    public async Task Keep(string id, string folder, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            var file = Path.Combine(folder, name);
            if (File.Exists(file))
            {
                await artefacts.Write(
                    id,
                    name,
                    target =>
                    {
                        using var source = File.OpenRead(file);
                        source.CopyTo(target);
                    },
                    cancellationToken);
            }
        }
    }

    /// <summary>Null where somebody else holds the directory.</summary>
    private DataDirectory? TryOpen()
    {
        try
        {
            return DataDirectory.Open(dataPath);
        }
        catch (StoreException e) when (e.Failure == StoreFailure.Locked)
        {
            return null;
        }
    }

    private static async Task SaveInto(DataDirectory directory, IReadOnlyList<ExperimentRecord> records, CancellationToken cancellationToken)
    {
        using var held = directory;
        using var store = SqliteDocumentStore.Open(directory.StoreFile);
        var experiments = new ExperimentStore(store);
        foreach (var record in records)
        {
            await experiments.Save(record, cancellationToken);
        }
    }

    private async Task Send(IReadOnlyList<ExperimentRecord> records, CancellationToken cancellationToken)
    {
        using var client = connect();
        foreach (var record in records)
        {
            await client.Send(HttpMethod.Put, $"/api/runs/{record.Id}", JsonSerializer.Serialize(record, ApiJson.Default.ExperimentRecord), cancellationToken);
        }
    }
}
