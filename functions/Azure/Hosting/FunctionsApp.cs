using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Azure.Hosting;

/// <summary>Starts the worker of the Functions app. What is wrong with a setting is said before the host is answered, with the setting's name.</summary>
internal static class FunctionsApp
{
    public const int Ok = 0;

    public const int Failure = 1;

    public const int Usage = 2;

    /// <param name="args">The Functions host's: where it listens.</param>
    public static async Task<int> Run(string[] args)
    {
        try
        {
            using var stores = await HostStores.Open(HostSettings.Load(), CancellationToken.None, HostStores.Patience);
            using var venue = await Venues.Open(stores, CancellationToken.None);
            using var app = await Build(args, stores, venue);
            await HostPreparation.Resume(app.Services, CancellationToken.None);
            await app.RunAsync();
            return Ok;
        }
        catch (ConfigurationException e)
        {
            await StartFailure.Tell($"The settings cannot be used:\n{e.Message}", args);
            return Usage;
        }
        catch (Exception e) when (e is StoreException or ExchangeJournalException)
        {
            await StartFailure.Tell(e.Message, args);
            return Failure;
        }
    }

    /// <summary>The worker with all its parts, not yet started.</summary>
    /// <param name="adjust">What a test replaces or asks the container to check.</param>
    public static async Task<IHost> Build(string[] args, HostStores stores, IVenue venue, Action<IHostApplicationBuilder>? adjust = null)
    {
        var inForce = await HostPreparation.Load(stores.Documents, stores.Settings.Options, CancellationToken.None);
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddFunctionsHost(stores, venue, inForce);
        adjust?.Invoke(builder);
        return builder.Build();
    }
}
