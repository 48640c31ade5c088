using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting;

/// <param name="Environment">Whose books these are.</param>
public sealed record StoreOwner(TradingEnvironment Environment);

/// <summary>A store belongs to one environment for good: books of made-up trades are no beginning for real ones, nor the other way round.</summary>
public static class StoreEnvironment
{
    private static readonly DocumentKey Key = new(Containers.Config, "host", "environment");

    /// <summary>What a simulation leaves in its store; older ones have nothing else to know them by.</summary>
    private static readonly DocumentKey[] OfSimulations = [new(Containers.Config, "simulation", "clock"), new(Containers.Config, "simulation", "sessions")];

    /// <summary>Makes a new store this environment's.</summary>
    /// <exception cref="ConfigurationException">It is another one's.</exception>
    public static async Task Claim(IDocumentStore store, TradingOptions options, CancellationToken cancellationToken)
    {
        var fresh = new StoreOwner(await IsSimulation(store, cancellationToken) ? TradingEnvironment.Simulation : options.Environment);
        var owner = await store.CreateOrRead(Key, fresh, StoreOwnerJson.Default.StoreOwner, cancellationToken);
        if (owner.Environment != options.Environment)
        {
            throw new ConfigurationException([new ConfigurationError(
                string.Empty, "environment", $"is {options.Environment}, and this store holds the books of {owner.Environment}: take another data directory (--data, TRADING_DATA) or database.")]);
        }
    }

    private static async Task<bool> IsSimulation(IDocumentStore store, CancellationToken cancellationToken)
    {
        foreach (var key in OfSimulations)
        {
            if (await store.Read(key, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StoreOwner))]
internal sealed partial class StoreOwnerJson : JsonSerializerContext;
