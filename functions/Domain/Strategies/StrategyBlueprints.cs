using System.Text.Json.Nodes;

namespace TradingFunctions.Domain.Strategies;

/// <summary>How to make a built-in strategy from numbers by name.</summary>
/// <param name="NeedsVolume">Whether it looks at volumes: prices alone do not suffice.</param>
public sealed record StrategyBlueprint(StrategyDefinition Definition, bool NeedsVolume)
{
    public StrategyId Id => Definition.Id;

    /// <summary>Makes the strategy; parameters that are not given have their defaults.</summary>
    /// <exception cref="StrategyParameterException">A parameter that the strategy does not have, or a value out of its bounds.</exception>
    public ITradingStrategy Create(IReadOnlyDictionary<string, double> parameters)
    {
        var given = new JsonObject();
        foreach (var (name, value) in parameters)
        {
            given[name] = double.IsFinite(value) ? value : throw new StrategyParameterException(name, "Must be a finite number.");
        }

        var (strategy, errors) = Definition.Create(given);
        return strategy ?? throw new StrategyParameterException(errors[0].Name, errors[0].Message);
    }
}

/// <summary>A parameter cannot be used. The message says which values can.</summary>
public sealed class StrategyParameterException(string parameter, string problem, Exception? inner = null) : Exception($"{parameter}: {problem}", inner)
{
    public string Parameter { get; } = parameter;

    public string Problem { get; } = problem;
}

/// <summary>The built-in strategies, for analyses and sweeps over numbers.</summary>
public static class StrategyBlueprints
{
    public static IReadOnlyList<StrategyBlueprint> All { get; } =
        [.. BuiltInStrategies.All.Select(definition => new StrategyBlueprint(definition, NeedsVolume: definition.Id.Value == "volume-breakout"))];

    /// <summary>The blueprint of this name, null if there is none.</summary>
    public static StrategyBlueprint? Find(string name)
    {
        foreach (var blueprint in All)
        {
            if (blueprint.Id.Value == name)
            {
                return blueprint;
            }
        }

        return null;
    }
}
