using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Hosting;

/// <summary>What a host reads of its store before anything runs.</summary>
public static class HostPreparation
{
    /// <summary>Seeds the dynamic configuration at the first start and gives what is in force.</summary>
    /// <exception cref="ConfigurationException">The file's floors have been raised above what the store was given before, or the store belongs to another environment.</exception>
    public static async Task<DynamicSettings> Load(IDocumentStore store, TradingOptions options, CancellationToken cancellationToken)
    {
        await StoreEnvironment.Claim(store, options, cancellationToken);
        var configuration = new DynamicConfiguration(store, TimeProvider.System);
        await configuration.Seed(options, cancellationToken);
        var inForce = await configuration.Load(cancellationToken);
        var errors = RiskFloorRules.Check(inForce.Risk, options.RiskControl.Floors, "stored risk.");
        return errors.Any() ? throw new ConfigurationException([.. errors.Select(error => new ConfigurationError(string.Empty, error.Path, error.Message))]) : inForce;
    }

    /// <summary>Takes up limits, overrides and findings where the last host left them.</summary>
    public static async Task Resume(IServiceProvider services, CancellationToken cancellationToken)
    {
        var limits = services.GetRequiredService<LimitDesk>();
        await limits.Recover(cancellationToken);
        await limits.Refresh(cancellationToken);
        await services.GetRequiredService<RiskAnalyst>().Resume(cancellationToken);
        await services.GetRequiredService<StrategyDesk>().Start(cancellationToken);
    }
}
