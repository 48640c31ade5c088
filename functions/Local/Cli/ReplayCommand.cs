using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Local.Replay;
using Symbol = TradingFunctions.Domain.Symbol;

namespace TradingFunctions.Local.Cli;

internal static class ReplayCommand
{
    public static Command Create(CliConsole console)
    {
        var bars = new Option<string>("--bars") { Description = "Bar file, CSV or CSV.gz: minute, hour or daily.", Required = true };
        var from = Date("--from", "First session replayed, yyyy-MM-dd; earlier bars are history.");
        var to = Date("--to", "Last session replayed, yyyy-MM-dd.");
        var symbols = new Option<Symbol[]?>("--symbols") { Description = "Only these, separated by commas.", CustomParser = SymbolList.Parse, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
        var monitors = new Option<string?>("--monitors") { Description = "Most symbols that a scan picks, or 'all' to monitor every symbol." };
        var strategy = new Option<StrategyId?>("--strategy") { Description = "The one strategy that trades, by name; the planner makes no entries then. Where left out: the configuration's, besides the planner.", CustomParser = ParseStrategy };
        var set = SetOption.Create();
        var plugins = PluginsOption.Create();
        var config = new Option<string?>("--config") { Description = "Configuration file; trading.yaml beside the program where left out." };
        var state = new Option<string?>("--state") { Description = "Directory that keeps the state: a replay that was killed goes on from there." };
        var decisions = new Option<string?>("--decisions") { Description = "Writes the canonical decision log to this file." };
        var report = new Option<string?>("--report") { Description = "Writes a report to this directory: report.html, report.json, equity.csv and trades.csv." };
        var skip = new Option<bool>("--skip-bad-rows") { Description = "Leaves out and counts rows that are wrong, instead of stopping at the first." };
        var json = new Option<bool>("--json") { Description = "Prints the report as one JSON object." };
        var command = new CliCommand(
            "replay",
            "Runs recorded bars through the pipeline in virtual time and reports what it came to.",
            "replay --bars us-equity-minute-2013-10.csv.gz --json",
            "replay --bars sp500-daily.csv.gz --monitors all --from 2015-01-01",
            "replay --bars sp500-daily.csv.gz --strategy momentum --set buyAbove=0.01 --json",
            "replay --bars bars.csv --state ./replay --decisions decisions.log")
        {
            bars, from, to, symbols, monitors, strategy, set, plugins, config, state, decisions, report, skip, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(monitors) is { } text && text != "all" && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 10_000))
            {
                result.AddError("--monitors must be 'all' or 1 to 10000.");
            }

            if (result.GetResult(set) is not null && result.GetValue(strategy) is null)
            {
                result.AddError("--set is for the strategy that --strategy names.");
            }

            if (DateOf(result.GetResult(from)) > DateOf(result.GetResult(to)))
            {
                result.AddError("--from must not be after --to.");
            }
        });
        command.SetAction((parse, cancellationToken) => ReplayAction.Run(
            new ReplayOptions
            {
                BarsPath = parse.GetRequiredValue(bars),
                From = parse.GetValue(from),
                To = parse.GetValue(to),
                Symbols = parse.GetValue(symbols) is { Length: > 0 } named ? named : null,
                MonitorAll = parse.GetValue(monitors) == "all",
                MaxMonitors = parse.GetValue(monitors) is { } text && text != "all" ? int.Parse(text, CultureInfo.InvariantCulture) : null,
                Strategy = parse.GetValue(strategy),
                Parameters = parse.GetValue(set) is { Count: > 0 } given ? given : null,
                PluginsPath = parse.GetValue(plugins),
                ConfigPath = parse.GetValue(config),
                StateDirectory = parse.GetValue(state),
                DecisionsPath = parse.GetValue(decisions),
                ReportDirectory = parse.GetValue(report),
                SkipBadRows = parse.GetValue(skip),
            },
            parse.GetValue(json),
            console,
            cancellationToken));
        return command;
    }

    private static Option<DateOnly?> Date(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (DateOf(result) is { } date)
            {
                return date;
            }

            result.AddError($"{name} must be a date like 2013-10-01, is '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    private static DateOnly? DateOf(SymbolResult? result) =>
        result?.Tokens is [var token] && DateOnly.TryParseExact(token.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static StrategyId? ParseStrategy(ArgumentResult result)
    {
        if (StrategyId.TryCreate(result.Tokens[0].Value, out var strategy, out var error))
        {
            return strategy;
        }

        result.AddError($"--strategy {error}");
        return null;
    }
}
