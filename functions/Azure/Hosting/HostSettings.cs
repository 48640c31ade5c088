using System.Collections;
using System.Text;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Blobs;
using TradingFunctions.Infra.MlFlow;
using TradingFunctions.Infra.Otlp;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Azure.Hosting;

/// <summary>The options, and the app settings that stand beside them because the Functions host reads them too.</summary>
/// <param name="Options">Defaults, <c>trading.yaml</c>, then the app settings <c>TRADING__*</c>.</param>
/// <param name="DataPath">Folder of the files of a run on one machine; null for the standard one.</param>
/// <param name="StorageConnection">Connection string of the storage queue, where that is the queue.</param>
/// <param name="ServiceBusNamespace">Host name of the Service Bus namespace, where that is the queue.</param>
/// <param name="ArchiveContainer">Address of the blob container of old records; null for files.</param>
/// <param name="ArtefactContainer">Address of the blob container of the files of runs: results of analyses, models; null for files.</param>
/// <param name="Telemetry">What is exported over OTLP.</param>
/// <param name="Admins">How administrators are told.</param>
/// <param name="AdminRole">App role of administrators.</param>
/// <param name="Worker">Name of this process, never used again: another process must not take its claims for its own.</param>
internal sealed record HostSettings(
    TradingOptions Options, string? DataPath, string? StorageConnection, string? ServiceBusNamespace, Uri? ArchiveContainer, Uri? ArtefactContainer, OtlpSettings Telemetry, AdminCheck Admins, string AdminRole, string Worker)
{
    /// <summary>Every blob container that the host uses.</summary>
    public IEnumerable<Uri> Containers =>
        new[] { ArchiveContainer, ArtefactContainer, Options.Analysis.Folder is { } folder && BlobAddress.IsMeant(folder) ? new Uri(folder) : null }.OfType<Uri>();

    /// <exception cref="ConfigurationException">With everything that is wrong.</exception>
    public static HostSettings Load() => Load(
        TradingConfiguration.Load(),
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? string.Empty, StringComparer.OrdinalIgnoreCase));

    /// <exception cref="ConfigurationException">With everything that is wrong.</exception>
    public static HostSettings Load(TradingOptions options, IReadOnlyDictionary<string, string> variables)
    {
        var app = new AppSettings(variables);
        var settings = new HostSettings(
            options,
            app.Find("TRADING_DATA"),
            options.Queue.Kind == QueueKind.StorageQueue ? app.Need("AzureWebJobsStorage") : null,
            options.Queue.Kind == QueueKind.ServiceBus ? app.Need("ServiceBus__fullyQualifiedNamespace") : null,
            Container("TRADING_ARCHIVE"),
            Container("TRADING_ARTEFACTS"),
            app.Read(OtlpSettings.Read) ?? new OtlpSettings(),
            app.Admins(),
            app.Find("TRADING_ADMIN_ROLE") ?? "Trading.Admin",
            app.WorkerName());
        app.NeedQueue(options.Queue.Kind);
        app.NeedAttempts(options.Queue);
        app.NeedTimers();
        app.Refuse("TRADING__ANALYSIS__FOLDER", options.Analysis.Folder is { } folder ? PriceTableSources.Problem(folder) : null);
        app.Read(MlFlowSettings.Read);
        app.ThrowIfAny();
        return settings;

        // A store that several processes share goes with files that they share.
        Uri? Container(string name)
        {
            var address = options.Store.Kind == StoreKind.Cosmos || app.Find(name) is not null ? app.NeedContainer(name) : null;
            app.Refuse(name, address is null ? null : BlobContainers.Problem(address));
            return address;
        }
    }

    /// <summary>The connection string is in no text.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Worker = ").Append(Worker);
        return true;
    }
}
