using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Hosting.Tests;

/// <summary>Books of made-up trades are no beginning for real ones.</summary>
public sealed class StoreEnvironmentTests
{
    private readonly InMemoryDocumentStore store = new();

    [Theory]
    [InlineData(TradingEnvironment.Simulation)]
    [InlineData(TradingEnvironment.Paper)]
    [InlineData(TradingEnvironment.Live)]
    public async Task NewStore_BelongsToItsFirstEnvironmentForGood(TradingEnvironment first)
    {
        await Claim(first);
        await Claim(first);

        foreach (var other in Enum.GetValues<TradingEnvironment>().Where(other => other != first))
        {
            var error = (await Should.ThrowAsync<ConfigurationException>(() => Claim(other))).Errors.ShouldHaveSingleItem();
            (error.Key, error.Message.Contains($"the books of {first}", StringComparison.Ordinal)).ShouldBe(("environment", true));
        }
    }

    /// <summary>Of a build that did not write down whose it is.</summary>
    [Theory]
    [InlineData("clock")]
    [InlineData("sessions")]
    public async Task OlderStore_OfASimulation_IsKnownByIt(string document)
    {
        await store.Transact(Containers.Config, "simulation", [StoreOperation.Create(document, "{}"u8.ToArray())], default);

        await Should.ThrowAsync<ConfigurationException>(() => Claim(TradingEnvironment.Live));
        await Claim(TradingEnvironment.Simulation);
    }

    private Task Claim(TradingEnvironment environment) => StoreEnvironment.Claim(store, new TradingOptions { Environment = environment }, default);
}
