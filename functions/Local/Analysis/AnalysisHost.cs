using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Files.Tables;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Engine;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Analysis;

/// <summary>The engine with what analyses need, and nothing of trading.</summary>
internal sealed class AnalysisHost : IAsyncDisposable
{
    private readonly DataDirectory directory;
    private readonly SqliteDocumentStore store;
    private readonly ServiceProvider services;

    private AnalysisHost(DataDirectory directory, SqliteDocumentStore store, ServiceProvider services, EmbeddedEngine engine) =>
        (this.directory, this.store, this.services, Engine) = (directory, store, services, engine);

    public EmbeddedEngine Engine { get; }

    public AnalysisDesk Desk => services.GetRequiredService<AnalysisDesk>();

    public IArtefacts Artefacts => services.GetRequiredService<IArtefacts>();

    public string StateDirectory => directory.Path;

    /// <exception cref="StoreException">The state directory cannot be used.</exception>
    /// <exception cref="EngineStorageException">The state directory cannot be used.</exception>
    public static AnalysisHost Open(string stateDirectory, string outputDirectory, IFailpoints? failpoints)
    {
        var directory = DataDirectory.Open(stateDirectory);
        SqliteDocumentStore? store = null;
        try
        {
            store = SqliteDocumentStore.Open(directory.StoreFile);
            EmbeddedEngine? engine = null;
            var services = new ServiceCollection()
                .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
                .AddSingleton(new AnalysisClock(TimeProvider.System))
                .AddSingleton<IDocumentStore>(store)
                .AddSingleton<DocumentCache>()
                .AddSingleton<IPriceTables>(new FilePriceTables())
                .AddSingleton<IArtefacts>(new FileArtefacts(_ => outputDirectory))
                .AddSingleton<IOrchestrationClient>(_ => engine!)
                .AddAnalysis()
                .BuildServiceProvider();
            engine = EmbeddedEngine.Open(
                new EngineOptions { DatabasePath = directory.EngineFile, Failpoints = failpoints ?? NoFailpoints.Instance }, PipelineCatalog.All, services, TimeProvider.System, NullLoggerFactory.Instance);
            return new AnalysisHost(directory, store, services, engine);
        }
        catch
        {
            store?.Dispose();
            directory.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Engine.DisposeAsync();
        }
        finally
        {
            await services.DisposeAsync();
            store.Dispose();
            directory.Dispose();
        }
    }
}
