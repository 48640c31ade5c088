using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Template;
using TradingFunctions.Api.Routing;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Analysis;
using TradingFunctions.Local.Engine;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Decisions.Chains;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Local.Cli.Client;

/// <summary>Answers what the API answers, from the files of a directory that no host uses: those operations that read the store alone.</summary>
internal sealed class StateApi : IDisposable
{
    private readonly DataDirectory directory;
    private readonly SqliteDocumentStore store;
    private readonly ServiceProvider services;

    private StateApi(DataDirectory directory, SqliteDocumentStore store, TradingOptions options)
    {
        this.directory = directory;
        this.store = store;
        services = new ServiceCollection()
            .AddSingleton<IDocumentStore>(store)
            .AddSingleton<IPartitionIndex>(store)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(options)
            .AddSingleton(PipelineSettings.Default with { Account = options.Account })
            .AddSingleton<RunStore>()
            .AddSingleton<BarStore>()
            .AddSingleton<QualityReporter>()
            .AddSingleton<ModelStore>()
            .AddSingleton<IAnchorCopies>(new AnchorFile(directory.AnchorsFile))
            .AddSingleton<ChainStore>()
            .AddSingleton<LogSealer>()
            .AddSingleton<ChainAuditor>()
            .AddSingleton<AccountLog>()
            .AddSingleton<LogExport>()
            .AddSingleton<BooksAuditor>()
            .AddSingleton<DocumentCache>()
            .AddSingleton<DayStore>()
            .AddSingleton<DayReports>()
            .AddSingleton<ExperimentStore>()
            .AddSingleton<AnalysisStore>()
            .AddSingleton<AnalysisDesk>()
            .AddSingleton<AnalysisPace>()
            .AddSingleton<ExperimentDesk>()
            .AddSingleton(new AuditTrail(store, options.Account, TimeProvider.System))
            .AddSingleton<ModelRegistry>()
            .AddSingleton<ModelWatch>()
            .AddSingleton(new AnalysisClock(TimeProvider.System))
            .AddSingleton<IArtefacts>(new FileArtefacts(id => FolderOf(directory, id)))
            .AddSingleton(s => OpenEngine(directory, s))
            .AddSingleton<IOrchestrationClient>(s => s.GetRequiredService<EmbeddedEngine>())
            .BuildServiceProvider();
    }

    /// <exception cref="CliException">There is no state, or it cannot be used.</exception>
    public static StateApi Open(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new CliException($"{Path.GetFullPath(path)} is no directory.", ExitCodes.Usage);
        }

        try
        {
            var options = TradingConfiguration.Load(null);
            var opened = DataDirectory.Open(path);
            try
            {
                return new StateApi(opened, SqliteDocumentStore.Open(opened.StoreFile), options);
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        }
        catch (ConfigurationException e)
        {
            throw new CliException($"The configuration cannot be used: {e.Message}", ExitCodes.Usage, e);
        }
        catch (StoreException e)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
    }

    /// <returns>HTTP status.</returns>
    public async Task<int> Get(string pathAndQuery, Stream output, CancellationToken cancellationToken)
    {
        var http = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellationToken };
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(output));
        var parts = pathAndQuery.Split('?', 2);
        http.Request.Method = HttpMethods.Get;
        http.Request.Path = PathString.FromUriComponent(parts[0]);
        http.Request.QueryString = new QueryString(parts.Length == 2 ? "?" + parts[1] : null);
        await Find(http).Invoke(http);
        await http.Response.CompleteAsync();
        return http.Response.StatusCode;
    }

    /// <summary>The engine is only looked at: nothing in it runs.</summary>
    private static EmbeddedEngine OpenEngine(DataDirectory directory, IServiceProvider services) => EmbeddedEngine.Open(
        new EngineOptions { DatabasePath = directory.EngineFile }, PipelineCatalog.All, services, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);

    /// <summary>Where the files of an analysis lie: beside the others of a host, or where the analyze command was told to write.</summary>
    private static string FolderOf(DataDirectory directory, string id) =>
        LatestAnalysis.Read(directory.Path) is { } latest && latest.Id == id ? latest.Output : Path.Combine(directory.AnalysesFolder, id);

    public void Dispose()
    {
        // The engine can be closed only so.
        services.DisposeAsync().AsTask().GetAwaiter().GetResult();
        store.Dispose();
        directory.Dispose();
    }

    private static ApiRoute Find(HttpContext http)
    {
        foreach (var route in ApiRoutes.All)
        {
            var values = new RouteValueDictionary();
            if (route.Method == HttpMethods.Get && new TemplateMatcher(TemplateParser.Parse(route.Pattern), []).TryMatch(http.Request.Path, values))
            {
                http.Request.RouteValues = values;
                return route;
            }
        }

        throw new InvalidOperationException($"There is no route for {http.Request.Path}.");
    }
}
