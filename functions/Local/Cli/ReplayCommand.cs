using System.CommandLine;
using System.CommandLine.Parsing;
using TradingFunctions.Domain;
using TradingFunctions.Local.Cli.Runs;

namespace TradingFunctions.Local.Cli;

internal static class ReplayCommand
{
    public static Command Create(CliConsole console)
    {
        var market = new MarketOptions();
        var strategy = new Option<StrategyId?>("--strategy") { Description = "The one strategy that trades, by name; the planner makes no entries then. Where left out: the configuration's, besides the planner.", CustomParser = ParseStrategy };
        var set = SetOption.Create();
        var state = new Option<string?>("--state") { Description = "Directory that keeps the state: a replay that was killed goes on from there." };
        var decisions = new Option<string?>("--decisions") { Description = "Writes the canonical decision log to this file." };
        var report = new Option<string?>("--report") { Description = "Writes a report to this directory: report.html, report.json, equity.csv and trades.csv." };
        var json = new Option<bool>("--json") { Description = "Prints the report as one JSON object." };
        var record = new RecordOptions();
        var command = new CliCommand(
            "replay",
            "Runs recorded bars through the pipeline in virtual time and reports what it came to.",
            "replay --bars us-equity-minute-2013-10.csv.gz --json",
            "replay --bars sp500-daily.csv.gz --monitors all --from 2015-01-01",
            "replay --bars sp500-daily.csv.gz --strategy momentum --set buyAbove=0.01 --json",
            "replay --bars bars.csv --state ./replay --decisions decisions.log",
            "replay --bars bars.csv --strategy momentum --record --tag nightly --name \"momentum, as it is\"")
        {
            strategy, set, state, decisions, report, json,
        };
        market.AddTo(command);
        record.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(set) is not null && result.GetValue(strategy) is null)
            {
                result.AddError("--set is for the strategy that --strategy names.");
            }
        });
        command.SetAction((parse, cancellationToken) => ReplayAction.Run(
            market.Read(parse) with
            {
                Strategy = parse.GetValue(strategy),
                Parameters = parse.GetValue(set) is { Count: > 0 } given ? given : null,
                StateDirectory = parse.GetValue(state),
                DecisionsPath = parse.GetValue(decisions),
                ReportDirectory = parse.GetValue(report),
            },
            record.Read(parse),
            parse.GetValue(json),
            console,
            cancellationToken));
        return command;
    }

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
