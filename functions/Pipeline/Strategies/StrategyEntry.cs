using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>A strategy as it is set up now. Never changed: another set-up is another entry.</summary>
public sealed class StrategyEntry
{
    private readonly string parameters;

    private StrategyEntry(StrategyId id, StrategyOptions? options, KnownStrategy? known, StrategyStatistics statistics)
    {
        (Id, Options, Known, Statistics) = (id, options, known, statistics);
        parameters = options?.Parameters?.ToJsonString() ?? string.Empty;
    }

    public StrategyId Id { get; }

    /// <summary>What the configuration says of it; null where it is not listed.</summary>
    public StrategyOptions? Options { get; }

    /// <summary>Its code; null where this host has none.</summary>
    public KnownStrategy? Known { get; }

    /// <summary>Ready to be asked; null where it cannot be made.</summary>
    public ITradingStrategy? Strategy { get; private init; }

    /// <summary>Bars that it is given.</summary>
    public int RequiredBars { get; private init; }

    /// <summary>Why it cannot be made.</summary>
    public string? Problem { get; private init; }

    /// <summary>Evaluations of it, with whatever parameters.</summary>
    public StrategyStatistics Statistics { get; }

    /// <summary>Whether the configuration lets it enter.</summary>
    public bool IsEnabled => Options?.Enabled == true;

    public bool RunsOn(Symbol symbol) => Options is not { Symbols: { Length: > 0 } symbols } || symbols.Contains(symbol);

    /// <summary>Sets a strategy up; what has not changed of it is taken over.</summary>
    public static StrategyEntry Of(StrategyId id, StrategyOptions? options, KnownStrategy? known, StrategyEntry? before)
    {
        var entry = new StrategyEntry(id, options, known, before?.Statistics ?? new StrategyStatistics());
        if (known is null)
        {
            return options?.Class is { } name ? entry.With($"This host has no class {name}.") : entry;
        }

        if (before is { Strategy: { } made } && before.Known == known && before.parameters == entry.parameters)
        {
            return entry.With(made, before.RequiredBars);
        }

        try
        {
            var (strategy, errors) = known.Create(options?.Parameters);
            return strategy is null
                ? entry.With(string.Join(" ", errors.Select(error => $"{error.Name}: {error.Message}")))
                : entry.With(strategy, strategy.RequiredBars);
        }
        catch (Exception e)
        {
            return entry.With($"It cannot be made: {e.Message}");
        }
    }

    /// <summary>The same, not to be run.</summary>
    public StrategyEntry Unfit(string problem) => With(problem);

    /// <summary>What is wrong with parameters for this strategy, by field of its options; empty if it can be run with them.</summary>
    public static IEnumerable<OptionError> Check(KnownStrategy known, JsonObject? parameters)
    {
        int required;
        try
        {
            var (strategy, errors) = known.Create(parameters);
            if (strategy is null)
            {
                return errors.Select(error => new OptionError(error.Name.Length == 0 ? "parameters" : $"parameters.{error.Name}", error.Message));
            }

            required = strategy.RequiredBars;
        }
        catch (Exception e)
        {
            return [new OptionError("parameters", $"The strategy cannot be made: {e.Message}")];
        }

        return TooLong(required) is { } problem ? [new OptionError("parameters", problem)] : [];
    }

    private StrategyEntry With(string problem) => new(Id, Options, Known, Statistics) { Problem = problem };

    private StrategyEntry With(ITradingStrategy strategy, int requiredBars) => TooLong(requiredBars) is { } problem
        ? With(problem)
        : new(Id, Options, Known, Statistics) { Strategy = strategy, RequiredBars = requiredBars };

    private static string? TooLong(int requiredBars) =>
        requiredBars is >= 1 and <= MarketView.Bars ? null : $"It needs {requiredBars} bars, and a host keeps 1 to {MarketView.Bars} at hand.";
}
