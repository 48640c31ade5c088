using TradingFunctions.Domain;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>The strategies whose code this host has, built in and plugged in, and what was refused.</summary>
public sealed class StrategyCatalog
{
    private readonly Dictionary<StrategyId, KnownStrategy> byName;

    /// <param name="plugIns">Named as no built-in strategy is, and no two alike: see the loader.</param>
    public StrategyCatalog(IEnumerable<KnownStrategy> plugIns, IReadOnlyList<RefusedStrategy> refused)
    {
        All = [.. BuiltInStrategies.All.Select(KnownStrategy.BuiltIn), .. plugIns];
        byName = All.ToDictionary(strategy => strategy.Definition.Id);
        Refused = refused;
    }

    /// <summary>No plug-ins.</summary>
    public static StrategyCatalog BuiltIn { get; } = new([], []);

    public IReadOnlyList<KnownStrategy> All { get; }

    public IReadOnlyList<RefusedStrategy> Refused { get; }

    /// <summary>The strategy of this name.</summary>
    public KnownStrategy? Find(StrategyId id) => byName.GetValueOrDefault(id);

    /// <summary>The strategy of this class, by its full name, with or without its assembly's behind a comma.</summary>
    public KnownStrategy? FindClass(string name)
    {
        var parts = name.Split(',', 2, StringSplitOptions.TrimEntries);
        return All.FirstOrDefault(strategy => strategy.Definition.ClassName == parts[0] && (parts.Length == 1 || strategy.Definition.AssemblyName == parts[1]));
    }
}
