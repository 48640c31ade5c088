using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradingFunctions.Api.Routing;
using TradingFunctions.Azure.Hosting;
using TradingFunctions.Azure.Http;
using TradingFunctions.Azure.Queues;
using TradingFunctions.Domain;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Blobs;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit;

namespace TradingFunctions.Cloud.Tests.Hosting;

/// <summary>The worker as it is built, short of the Functions host: its parts fit together, and its functions have bindings.</summary>
public sealed class FunctionsAppTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Build_OfALocalRun_MakesEveryFunctionsClass()
    {
        using var stores = await HostStores.Open(Load(("TRADING_DATA", _folder["data"])), CancellationToken.None);
        using var venue = await Venues.Open(stores, CancellationToken.None);
        using var app = await FunctionsApp.Build([], stores, venue);

        foreach (var type in FunctionClasses())
            ActivatorUtilities.CreateInstance(app.Services, type).ShouldNotBeNull();
        app.Services.GetRequiredService<TimerDuties>().ShouldNotBeNull();
        app.Services.GetRequiredService<ProcessDuties>().ShouldNotBeNull();
    }

    [Fact]
    public async Task Build_WithAlpaca_TradesItsPaperAccountByTheWallsClock()
    {
        var paper = new TradingOptions
        {
            Environment = TradingEnvironment.Paper,
            Broker = new BrokerOptions { Kind = BrokerKind.AlpacaPaper, KeyId = "key", Secret = "secret" },
            Market = new MarketOptions { Kind = MarketKind.Alpaca },
        };
        using var stores = await HostStores.Open(Load(("TRADING_DATA", _folder["data"])) with { Options = paper }, CancellationToken.None);
        using var venue = await Venues.Open(stores, CancellationToken.None);
        using var app = await FunctionsApp.Build([], stores, venue);

        app.Services.GetRequiredService<IBroker>().Traits.Name.ShouldBe("alpaca-paper");
        app.Services.GetRequiredService<TimeProvider>().ShouldBe(TimeProvider.System);
        app.Services.GetRequiredService<TimerDuties>().ShouldNotBeNull();
        app.Services.GetRequiredService<IMarketScreener>().ShouldNotBeNull();
        app.Services.GetRequiredService<HostReadiness>().Mode.ShouldStartWith("PAPER");
    }

    [Fact]
    public async Task Build_WithContainers_ReadsTablesFromOneAndWritesArtefactsToAnother()
    {
        const string service = "https://account.blob.core.windows.net";
        var settings = Load(("TRADING_DATA", _folder["data"]), ("TRADING_ARTEFACTS", $"{service}/artefacts"));
        settings = settings with { Options = settings.Options with { Analysis = new AnalysisOptions { Folder = $"{service}/prices" } } };
        var prepared = new List<Uri>();
        using var stores = await HostStores.Open(settings, CancellationToken.None, prepare: (container, _) =>
        {
            prepared.Add(container);
            return Task.CompletedTask;
        });
        using var venue = await Venues.Open(stores, CancellationToken.None);
        using var app = await FunctionsApp.Build([], stores, venue);

        prepared.Select(container => container.AbsolutePath).ShouldBe(["/artefacts", "/prices"]);
        app.Services.GetRequiredService<IArtefacts>().ShouldBeOfType<BlobArtefacts>();
        app.Services.GetRequiredService<IPriceTables>().Problem("../archive/p.parquet")!.ShouldContain("is no name of a blob");
    }

    [Theory]
    [InlineData("https://account.blob.core.windows.net/prices/2024")]
    [InlineData("http://127.0.0.1:10001/devstoreaccount1/prices")]
    [InlineData("http://127.0.0.1:10000/account/prices")]
    public void Settings_WithAFolderThatIsNoContainer_AreNamed(string folder) =>
        Should.Throw<ConfigurationException>(() => HostSettings.Load(
                new TradingOptions { Queue = new QueueOptions { Kind = QueueKind.StorageQueue }, Analysis = new AnalysisOptions { Folder = folder } },
                AppVariables.All()))
            .Errors.Select(error => error.Key).ShouldBe(["TRADING__ANALYSIS__FOLDER"]);

    [Fact]
    public async Task Build_WithEveryCheckOfTheContainer_GivesEveryServiceOfOurs()
    {
        using var stores = await HostStores.Open(Load(("TRADING_DATA", _folder["data"])), CancellationToken.None);
        using var venue = await Venues.Open(stores, CancellationToken.None);
        ServiceDescriptor[] services = [];
        using var app = await FunctionsApp.Build([], stores, venue, builder =>
        {
            builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
            services = [.. builder.Services];
        });

        var ours = services.Where(service => !service.ServiceType.ContainsGenericParameters && service.ServiceType.FullName!.StartsWith("TradingFunctions.", StringComparison.Ordinal)).ToArray();
        foreach (var service in ours)
        {
            service.Lifetime.ShouldBe(ServiceLifetime.Singleton, service.ServiceType.FullName);
            app.Services.GetServices(service.ServiceType).ShouldAllBe(instance => instance != null, service.ServiceType.FullName);
        }

        ours.Length.ShouldBeGreaterThan(100);
        services.Count(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(FunctionsApp).Assembly).ShouldBe(3);
    }

    [Fact]
    public async Task Metadata_AsGenerated_HoldsEveryRouteOrchestrationAndActivity()
    {
        var provider = (IFunctionMetadataProvider)Activator.CreateInstance(Types().Single(type => type.IsAssignableTo(typeof(IFunctionMetadataProvider))))!;

        var functions = await provider.GetFunctionMetadataAsync(AppContext.BaseDirectory);

        var triggers = functions.GroupBy(function => function.RawBindings!.Select(TriggerOf).OfType<string>().Single()).ToDictionary(group => group.Key, group => group.Count());
        triggers["httpTrigger"].ShouldBe(ApiRoutes.All.Count + 3);
        triggers["orchestrationTrigger"].ShouldBe(PipelineCatalog.All.Orchestrations.Count);
        triggers["activityTrigger"].ShouldBe(PipelineCatalog.All.Activities.Count);
        triggers["timerTrigger"].ShouldBe(11);
        triggers["queueTrigger"].ShouldBe(1);
        triggers["serviceBusTrigger"].ShouldBe(2);
    }

    [Fact]
    public void Settings_ThatAreMissing_AreAllNamed() =>
        Should.Throw<ConfigurationException>(() => HostSettings.Load(new TradingOptions { Queue = new QueueOptions { Kind = QueueKind.ServiceBus } }, new Dictionary<string, string>()))
            .Errors.Select(error => error.Key)
            .ShouldBe(["ServiceBus__fullyQualifiedNamespace", "AzureWebJobs.SignalsFromStorageQueue.Disabled", .. AppSettings.Timers], ignoreOrder: true);

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_TRACES_EXPORTER", "zipkin")]
    [InlineData("MLFLOW_TRACKING_URI", "nonsense")]
    [InlineData("TRADING_TIMER_LIVE", "* * * * *")]
    [InlineData("TRADING_ARCHIVE", "ftp://archive")]
    [InlineData("TRADING_ARTEFACTS", "https://account.blob.core.windows.net")]
    [InlineData("TRADING_ARCHIVE", "http://127.0.0.1:10001/devstoreaccount1/archive")]
    [InlineData("TRADING_ARCHIVE", "http://127.0.0.1:10000/account/archive")]
    [InlineData("TRADING_ARCHIVE", "http://localhost:5000/devstoreaccount1/archive")]
    [InlineData("TRADING_ARTEFACTS", "http://127.0.0.1:10001/devstoreaccount1/artefacts")]
    [InlineData("TRADING_ARTEFACTS", "https://10.0.0.1/artefacts")]
    [InlineData("AzureWebJobsStorage", "")]
    [InlineData("AzureWebJobs.SignalsFromServiceBus.Disabled", "false")]
    public void Settings_WithAWrongValue_StopTheStartAndAreNamed(string name, string value) =>
        Should.Throw<ConfigurationException>(() => Load((name, value))).Errors.Select(error => error.Key).ShouldBe([name]);

    [Theory]
    [InlineData(QueueKind.StorageQueue, 6)]
    [InlineData(QueueKind.ServiceBus, 11)]
    public void Settings_WithMoreAttemptsThanTheServiceHas_AreNamed(QueueKind kind, int attempts)
    {
        var variables = AppVariables.All(
            ("ServiceBus__fullyQualifiedNamespace", "name.servicebus.windows.net"),
            ("AzureWebJobs.SignalsFromServiceBus.Disabled", kind == QueueKind.ServiceBus ? "false" : "true"),
            ("AzureWebJobs.OrderEventsFromServiceBus.Disabled", kind == QueueKind.ServiceBus ? "false" : "true"),
            ("AzureWebJobs.SignalsFromStorageQueue.Disabled", kind == QueueKind.ServiceBus ? "true" : "false"));

        Load(attempts - 1).Options.Queue.MaxAttempts.ShouldBe(attempts - 1);
        Should.Throw<ConfigurationException>(() => Load(attempts)).Errors.Select(error => error.Key).ShouldBe(["TRADING__QUEUE__MAXATTEMPTS"]);

        HostSettings Load(int most) => HostSettings.Load(new TradingOptions { Queue = new QueueOptions { Kind = kind, MaxAttempts = most } }, variables);
    }

    [Fact]
    public async Task DataDirectory_InUse_StopsTheSecondStart()
    {
        var settings = Load(("TRADING_DATA", _folder["data"]));
        using var first = await HostStores.Open(settings, CancellationToken.None);

        (await Should.ThrowAsync<StoreException>(() => HostStores.Open(settings, CancellationToken.None))).Message.ShouldContain("another host");
    }

    [Fact]
    public async Task DataDirectory_OfAWorkerThatIsGoing_IsWaitedFor()
    {
        var settings = Load(("TRADING_DATA", _folder["data"]));
        var first = await HostStores.Open(settings, CancellationToken.None);
        var second = HostStores.Open(settings, CancellationToken.None, HostStores.Patience);
        second.IsCompleted.ShouldBeFalse();

        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task SignalQueue_WithTheBodyOfARequest_ExecutesItOrSaysWhatIsWrong()
    {
        using var stores = await HostStores.Open(Load(("TRADING_DATA", _folder["data"])), CancellationToken.None);
        using var venue = await Venues.Open(stores, CancellationToken.None);
        using var app = await FunctionsApp.Build([], stores, venue);
        await app.Services.GetRequiredService<TradingStart>().OpenBooks(CancellationToken.None);
        var inbox = app.Services.GetRequiredService<SignalInbox>();

        var taken = await inbox.Deliver(Message("""{"id":"hand-1","symbol":"AAPL","action":"HOLD","confidence":0.8,"strategyId":"hand"}"""), CancellationToken.None);
        var wrong = await inbox.Deliver(Message("""{"id":"hand-2","symbol":"NONESUCH","action":"HOLD","confidence":0.8,"strategyId":"hand"}"""), CancellationToken.None);
        var bare = await inbox.Deliver(Message("{}"), CancellationToken.None);

        taken.ShouldBe(new Delivery(DeliveryVerdict.Done));
        (await app.Services.GetRequiredService<ITradeService>().FindSignal(new SignalId("hand-1"), CancellationToken.None))!.Answer.ShouldNotBeNull();
        wrong.ShouldBe(new Delivery(DeliveryVerdict.Poison, "Message m is no signal: symbol: The market has no NONESUCH."));
        bare.Verdict.ShouldBe(DeliveryVerdict.Poison);
        bare.Reason!.ShouldContain("id: ");

        static QueueMessage Message(string body) => new("m", new BinaryData(body), 1, 1, DateTime.UnixEpoch, "receipt");
    }

    static HostSettings Load(params (string Name, string Value)[] variables) => AppVariables.Load(variables);

    static Type[] Types() => typeof(HttpFront).Assembly.GetTypes();

    static IEnumerable<Type> FunctionClasses() =>
        Types().Where(type => type.GetMethods().Any(method => method.GetCustomAttributes(typeof(FunctionAttribute), inherit: false).Length > 0));

    static string? TriggerOf(string binding)
    {
        using var json = System.Text.Json.JsonDocument.Parse(binding);
        var type = json.RootElement.GetProperty("type").GetString()!;
        return type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase) ? type : null;
    }
}
