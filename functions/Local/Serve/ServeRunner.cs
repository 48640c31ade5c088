using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.MlFlow;
using TradingFunctions.Infra.Otlp;
using TradingFunctions.Infra.Plugins;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Hosting;
using TradingFunctions.Local.Hosting.Venues;
using TradingFunctions.Local.Sessions;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Serve;

/// <summary>Runs the host until it is interrupted.</summary>
internal static class ServeRunner
{
    /// <summary>
    /// Commits of the store, the exchange, the queue and the engine wait for the disk on threads of the pool, which has no more than the cores from the start
    /// and adds others slowly: with two cores, two commits would stop everything else.
    /// </summary>
    private const int CommittingThreads = 8;

    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(ServeOptions serve, CliConsole console, CancellationToken cancellationToken)
    {
        CloudTier.Refuse(serve);
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + CommittingThreads), ports);
        try
        {
            var options = ConfigurationOf(serve);
            using var directory = DataDirectory.Open(serve.DataPath);
            return await Run(serve, options, directory, console, cancellationToken);
        }
        catch (ConfigurationException e)
        {
            throw new CliException($"The configuration cannot be used:{Environment.NewLine}{e.Message}", ExitCodes.Usage, e);
        }
        catch (StoreException e)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
        catch (EngineStorageException e)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
        catch (Infra.Simulation.Exchange.ExchangeJournalException e)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
    }

    private static async Task<int> Run(ServeOptions serve, TradingOptions options, DataDirectory directory, CliConsole console, CancellationToken cancellationToken)
    {
        using var store = SqliteDocumentStore.Open(directory.StoreFile);
        var front = new HttpFrontOptions(serve.Port, directory.FunctionKey, serve.AllowedHosts, serve.IsVerbose ? LogLevel.Information : LogLevel.Warning)
        {
            Bind = serve.Bind,
            Telemetry = Telemetry(),
        };
        CheckTracking();
        var builder = HttpFront.CreateBuilder(front);
        var inForce = await HostPreparation.Load(store, options, cancellationToken);
        using var connection = Connect(options);
        IVenue venue = connection is null ? new SimulatedVenue(directory, options, await new SimulationClockStore(store).Load(cancellationToken)) : new RemoteVenue(connection, options);
        var plugIns = PluginLoader.Load(serve.PluginsPath ?? options.Plugins.Folder ?? directory.PluginsFolder, options.Plugins.Budget);
        builder.Services.AddHost(directory, store, options, inForce, plugIns, venue, front.Telemetry.IsOn);
        await using var app = builder.Build();
        await HostPreparation.Resume(app.Services, cancellationToken);
        var links = new SignInLinks(TimeProvider.System);
        HttpFront.Map(app, front, app.Services.GetRequiredService<HostReadiness>(), links);
        var runner = app.Services.GetRequiredService<PipelineRunner>();
        await Listen(app, serve.Port, cancellationToken);
        var address = AddressOf(app);
        var readiness = app.Services.GetRequiredService<HostReadiness>();
        Banner.Write(console.Error, address, links.Make(address), directory, readiness.Mode, readiness.Setup);
        if (serve.Open)
        {
            Browser.Open(links.Make(address), console.Error);
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return runner.Failure is null ? ExitCodes.Ok : throw new CliException($"The host had to stop: {runner.Failure.Message}", ExitCodes.Failure, runner.Failure);
    }

    /// <exception cref="CliException">A variable cannot be used.</exception>
    private static OtlpSettings Telemetry()
    {
        try
        {
            return OtlpSettings.Read(Environment.GetEnvironmentVariable);
        }
        catch (FormatException e)
        {
            throw new CliException(e.Message, ExitCodes.Usage, e);
        }
    }

    /// <exception cref="CliException">A variable cannot be used.</exception>
    private static void CheckTracking()
    {
        try
        {
            MlFlowSettings.Read(Environment.GetEnvironmentVariable);
        }
        catch (FormatException e)
        {
            throw new CliException(e.Message, ExitCodes.Usage, e);
        }
    }

    private static async Task Listen(WebApplication app, int port, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await app.StopAsync(CancellationToken.None);
            throw new CliException($"Port {port} cannot be used: {e.Message} Choose another one with --port.", ExitCodes.Failure, e);
        }
    }

    private static TradingOptions ConfigurationOf(ServeOptions serve)
    {
        var options = TradingConfiguration.Load(serve.ConfigPath, RemoteBroker.Settings(serve.Broker, serve.Market, Environment.GetEnvironmentVariable));
        CloudTier.Refuse(options);
        if (options.Broker.Kind == BrokerKind.Simulated)
        {
            return serve.Speed is { } speed ? options with { Simulation = options.Simulation with { Speed = speed } } : options;
        }

        if (serve.Speed is not null)
        {
            throw new CliException($"--speed is for the simulated market; {options.Broker.Kind} runs by the wall's clock.", ExitCodes.Usage);
        }

        return options.Scan.Universe.IsRestricted ? options : options with { Scan = options.Scan with { Universe = options.Scan.Universe with { MostActive = RemoteBroker.MostActive } } };
    }

    /// <returns>Null for the simulated broker.</returns>
    private static IBrokerConnection? Connect(TradingOptions options) => BrokerConnectors.Find(options.Broker.Kind)?.Connect(options.Broker, options.Market, TimeProvider.System);

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
