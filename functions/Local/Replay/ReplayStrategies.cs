using System.Text.Json.Nodes;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Local.Strategies;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Local.Replay;

/// <summary>The strategies of a replay: their code, and which of them run.</summary>
internal static class ReplayStrategies
{
    /// <summary>The code that the configuration needs. Plug-ins are loaded only where something is enabled that is not built in.</summary>
    /// <exception cref="ReplayException">The model that it needs cannot be used.</exception>
    public static StrategyCatalog Load(ReplayOptions options, TradingOptions configuration)
    {
        var needsModel = Array.Exists(configuration.Strategies, IsTrained);
        var catalog = LoadCode(options, configuration);
        return needsModel || options.ModelPath is not null ? catalog.With(Model(options.ModelPath)) : catalog;
    }

    private static bool IsTrained(StrategyOptions one) => one.Enabled && one.Id.Value == TrainedStrategy.Name && one.Class is null;

    private static KnownStrategy Model(string? path)
    {
        if (path is null)
        {
            throw new ReplayException($"The strategy {TrainedStrategy.Name} needs a model: pass --model with the file that 'models train' has written.");
        }

        try
        {
            var file = StrategySources.Model(path);
            return TrainedStrategies.Of(CurrentModel.Of(file), file.Checksum);
        }
        catch (InvalidDataException e)
        {
            throw new ReplayException(e.Message, e);
        }
    }

    private static StrategyCatalog LoadCode(ReplayOptions options, TradingOptions configuration)
    {
        var isBuiltIn = configuration.Strategies.Where(one => one.Enabled && one.Id != configuration.Monitoring.Planner.Strategy && !IsTrained(one))
            .All(one => one.Class is { } name ? StrategyCatalog.BuiltIn.FindClass(name) is not null : BuiltInStrategies.Find(one.Id) is not null);
        return isBuiltIn
            ? StrategyCatalog.BuiltIn
            : StrategySources.PlugIns(options.PluginsPath, configuration);
    }

    /// <summary>The configuration with the one strategy that was asked for, if any: the planner makes no entries then, and nothing else runs.</summary>
    public static TradingOptions Apply(ReplayOptions options, TradingOptions configuration)
    {
        if (options.Strategy is not { } wanted)
        {
            return configuration;
        }

        var planner = configuration.Monitoring.Planner.Strategy;
        var listed = configuration.Strategies;
        if (Array.TrueForAll(listed, one => one.Id != planner))
        {
            listed = [.. listed, new StrategyOptions { Id = planner }];
        }

        if (Array.TrueForAll(listed, one => one.Id != wanted))
        {
            listed = [.. listed, new StrategyOptions { Id = wanted }];
        }

        return configuration with
        {
            Strategies = [.. listed.Select(one => one.Id == wanted ? one with { Enabled = true, Parameters = Merge(one.Parameters, options.Parameters) } : one with { Enabled = false })],
        };
    }

    /// <exception cref="ReplayException">What was asked for cannot run.</exception>
    public static void Check(ReplayOptions options, TradingOptions configuration, StrategyCatalog catalog)
    {
        if (options.Strategy is not { } wanted || wanted == configuration.Monitoring.Planner.Strategy)
        {
            return;
        }

        var own = configuration.Strategies.First(one => one.Id == wanted);
        if ((own.Class is { } name ? catalog.FindClass(name) : catalog.Find(wanted)) is not { } known)
        {
            var refused = string.Concat(catalog.Refused.Select(one => $"{Environment.NewLine}Refused: {one.Assembly}{(one.Class is null ? string.Empty : $", {one.Class}")}: {one.Reason}"));
            throw new ReplayException($"There is no strategy {own.Class ?? wanted.Value}; there are {string.Join(", ", catalog.All.Select(one => one.Definition.Id))}.{refused}");
        }

        if (StrategyEntry.Check(known, own.Parameters).ToArray() is { Length: > 0 } errors)
        {
            throw new ReplayException(string.Join(Environment.NewLine, errors.Select(error => $"{wanted}: {error.Path}: {error.Message}")));
        }
    }

    /// <summary>What the plug-ins that run are, for the state of a replay: with other code it is another replay.</summary>
    public static string Fingerprint(TradingOptions configuration, StrategyCatalog catalog) => string.Join(
        ',',
        catalog.All.Where(known => known.ContentHash is not null && configuration.Strategies.Any(one => one.Enabled && (one.Id == known.Definition.Id || one.Class is not null)))
            .Select(known => known.ContentHash).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static JsonObject? Merge(JsonObject? before, JsonObject? over)
    {
        if (over is null)
        {
            return before;
        }

        var merged = (JsonObject?)before?.DeepClone() ?? [];
        foreach (var (name, value) in over)
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }
}
