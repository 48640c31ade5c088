using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>Makes views of strategies.</summary>
internal static class StrategyViews
{
    /// <param name="options">As stored; null where it is not listed.</param>
    /// <param name="entry">As this host runs it; null for the planner.</param>
    public static StrategyView Of(
        StrategyId id, StrategyOptions? options, StrategyEntry? entry, StrategyFault? fault, StrategyActivity? activity, StrategyFigures figures)
    {
        var kind = entry switch
        {
            null => StrategyKind.Planner,
            { Known.Assembly: not null } => StrategyKind.PlugIn,
            { Known: not null } => StrategyKind.BuiltIn,
            _ => StrategyKind.External,
        };
        var definition = entry?.Known?.Definition;
        var isEnabled = options?.Enabled ?? kind is StrategyKind.Planner or StrategyKind.External;
        return new StrategyView(
            id,
            ETagOf(options, fault, activity),
            kind,
            StateOf(isEnabled, fault, activity, entry),
            definition?.Description ?? (kind == StrategyKind.Planner ? "The rules that plans are written by." : "Signals from outside under this name."),
            definition?.ClassName,
            entry?.Known?.Assembly,
            isEnabled,
            options?.AllowShort ?? false,
            options?.MaxPositionShare,
            options?.MaxExposureShare,
            options?.MinConfidence,
            options?.Symbols ?? [],
            definition?.Parameters.Complete(options?.Parameters) ?? [],
            definition?.Parameters.ToSchema(),
            entry?.Strategy is null ? null : entry.RequiredBars,
            entry?.Problem,
            fault,
            activity?.HaltedUtc is null ? null : activity.Reason ?? "halted",
            figures,
            definition is null ? null : entry!.Statistics.Read());
    }

    /// <summary>Changes with everything that a person may have decided on.</summary>
    public static string ETagOf(StrategyOptions? options, StrategyFault? fault, StrategyActivity? activity)
    {
        var json = options is null ? "-" : JsonSerializer.Serialize(options, ConfigurationJson.Default.StrategyOptions);
        var text = string.Create(CultureInfo.InvariantCulture, $"{json}|{fault?.AtUtc.Ticks}|{activity?.HaltedUtc?.Ticks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private static StrategyState StateOf(bool isEnabled, StrategyFault? fault, StrategyActivity? activity, StrategyEntry? entry)
    {
        if (fault is not null)
        {
            return StrategyState.Faulted;
        }

        if (!isEnabled)
        {
            return StrategyState.Off;
        }

        if (entry is { Problem: not null })
        {
            return StrategyState.Unavailable;
        }

        return activity?.HaltedUtc is null ? StrategyState.Running : StrategyState.Halted;
    }
}
