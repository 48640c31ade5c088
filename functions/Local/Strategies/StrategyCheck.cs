using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Plugins;
using TradingFunctions.Local.Cli;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Local.Strategies;

/// <summary>Puts a strategy through the look-ahead guard, symbol by symbol.</summary>
internal static class StrategyCheck
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>One of <see cref="ExitCodes"/>: a failure where something was found.</returns>
    public static int Run(StrategyCheckOptions options, CliConsole console, CancellationToken cancellationToken)
    {
        var known = Find(options);
        var required = Make(known, options.Parameters).RequiredBars;
        var findings = new JsonArray();
        var (symbols, bars) = (0, 0L);
        foreach (var series in Series(options, cancellationToken).Where(series => series.Count > required).Take(options.MostSymbols))
        {
            cancellationToken.ThrowIfCancellationRequested();
            symbols++;
            bars += series.Count;
            if (Check(known, options, series) is { } found)
            {
                findings.Add(found);
            }
        }

        if (symbols == 0)
        {
            throw new CliException($"{options.BarsPath} has no symbol with more than the {required} bars that {known.Definition.Id} requires.", ExitCodes.Usage);
        }

        Print(new JsonObject { ["strategy"] = known.Definition.Id.Value, ["symbols"] = symbols, ["bars"] = bars, ["cuts"] = options.Cuts, ["passed"] = findings.Count == 0, ["findings"] = findings }, options.IsJson, console.Out);
        return findings.Count == 0 ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static JsonObject? Check(KnownStrategy known, StrategyCheckOptions options, BarSeries series)
    {
        try
        {
            return LookAheadGuard.Check(() => Make(known, options.Parameters), series, options.Cuts) is { } found
                ? new JsonObject
                {
                    ["symbol"] = series.Symbol.Value,
                    ["atUtc"] = found.AtUtc.ToString("O", CultureInfo.InvariantCulture),
                    ["problem"] = found.SameBars ? "not pure: other signals on the same bars" : "looks ahead: another signal when only later bars had changed",
                    ["signal"] = Text(found.Signal),
                    ["other"] = Text(found.Other),
                }
                : null;
        }
        catch (Exception e) when (e is not OperationCanceledException and not CliException)
        {
            var what = e is StrategyFaultException ? e.Message : $"{e.GetType().Name}: {e.Message}";
            return new JsonObject { ["symbol"] = series.Symbol.Value, ["problem"] = $"failed: {what}" };
        }
    }

    private static string Text(StrategySignal? signal) =>
        signal is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"{signal.Action.ToString().ToUpperInvariant()} {signal.Confidence:0.###} ({signal.Reason})");

    private static KnownStrategy Find(StrategyCheckOptions options)
    {
        var catalog = Load(options);
        var own = options.Assembly is null ? catalog.All : [.. catalog.All.Where(one => one.Assembly is not null)];
        KnownStrategy[] named = options.Name is { } name ? [.. own.Where(one => one.Definition.Id.Value == name)] : [.. own];
        if (named is [var one])
        {
            return one;
        }

        var refused = string.Concat(catalog.Refused.Select(one => $"{Environment.NewLine}Refused: {one.Assembly}{(one.Class is null ? string.Empty : $", {one.Class}")}: {one.Reason}"));
        throw new CliException(
            named.Length == 0 && (options.Name is not null || own.Count == 0)
                ? $"There is no strategy {options.Name ?? $"in {options.Assembly}"}; there are {string.Join(", ", own.Select(o => o.Definition.Id))}.{refused}"
                : $"Name one of {string.Join(", ", own.Select(o => o.Definition.Id))}.{refused}",
            ExitCodes.Usage);
    }

    private static StrategyCatalog Load(StrategyCheckOptions options)
    {
        TradingOptions configuration;
        try
        {
            configuration = TradingConfiguration.Load(options.ConfigPath);
        }
        catch (ConfigurationException e)
        {
            throw new CliException($"The configuration cannot be used:{Environment.NewLine}{e.Message}", ExitCodes.Usage, e);
        }

        if (options.Assembly is { } file)
        {
            return PluginLoader.LoadFile(file, configuration.Plugins.ReplayBudget);
        }

        return StrategyId.TryCreate(options.Name, out var id, out _) && BuiltInStrategies.Find(id) is not null
            ? StrategyCatalog.BuiltIn
            : StrategySources.PlugIns(options.PluginsPath, configuration);
    }

    private static ITradingStrategy Make(KnownStrategy known, JsonObject? parameters)
    {
        try
        {
            var (strategy, errors) = known.Create(parameters);
            return strategy ?? throw new CliException(string.Join(Environment.NewLine, errors.Select(error => $"{error.Name}: {error.Message}")), ExitCodes.Usage);
        }
        catch (StrategyFaultException e)
        {
            throw new CliException($"{known.Definition.Id} cannot be made: {e.Message}", ExitCodes.Failure, e);
        }
    }

    private static IReadOnlyList<BarSeries> Series(StrategyCheckOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return BarFile.Read(options.BarsPath, new BarFileOptions { Symbols = options.Symbols }, cancellationToken).Series;
        }
        catch (BarFileException e)
        {
            throw new CliException(e.Message, ExitCodes.Usage, e);
        }
    }

    private static void Print(JsonObject report, bool isJson, TextWriter output)
    {
        if (isJson)
        {
            output.WriteLine(report.ToJsonString(Readable));
            return;
        }

        foreach (var finding in report["findings"]!.AsArray())
        {
            output.WriteLine(string.Join("  ", finding!.AsObject().Select(member => member.Value)));
        }

        output.WriteLine($"{report["strategy"]}: {((bool)report["passed"]! ? "passed" : "FAILED")} on {report["bars"]} bars of {report["symbols"]} symbols.");
    }
}
