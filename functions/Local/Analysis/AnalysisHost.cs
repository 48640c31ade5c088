using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
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
    public static AnalysisHost Open(string stateDirectory, string outputDirectory, IPriceTables tables, AnalysisStrategies strategies, TimeProvider time, IFailpoints? failpoints)
    {
        var home = DataDirectory.Open(stateDirectory);
        SqliteDocumentStore? documents = null;
        try
        {
            documents = SqliteDocumentStore.Open(home.StoreFile);
            EmbeddedEngine? engine = null;
            var parts = new ServiceCollection()
                .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
                .AddSingleton(new AnalysisClock(time))
                .AddSingleton<IDocumentStore>(documents)
                .AddSingleton<DocumentCache>()
                .AddSingleton(tables)
                .AddSingleton(ResultTableFormats.Find())
                .AddSingleton<IArtefacts>(new FileArtefacts(_ => outputDirectory))
                .AddSingleton<IOrchestrationClient>(_ => engine!)
                .AddAnalysis()
                .AddSingleton(strategies)
                .BuildServiceProvider();
            engine = EmbeddedEngine.Open(
                new EngineOptions { DatabasePath = home.EngineFile, Failpoints = failpoints ?? NoFailpoints.Instance }, PipelineCatalog.All, parts, time, NullLoggerFactory.Instance);
            return new AnalysisHost(home, documents, parts, engine);
        }
        catch
        {
            documents?.Dispose();
            home.Dispose();
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
