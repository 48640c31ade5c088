using System.CommandLine;
using TradingFunctions.Domain.Analysis;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Local.Analysis;
using TradingFunctions.Local.Cli.Runs;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli.Analyses;

/// <summary>Analyses a wide price table on this machine; its sub-commands make a table and look at analyses.</summary>
internal static class AnalyzeCommand
{
    private const int MostContracts = 1_000_000;

    public static Command Create(CliConsole console)
    {
        var prices = new Option<string>("--prices") { Description = "Price table, CSV or CSV.gz: a column 'timestamp', then one per contract. In the cloud tier also Parquet (.parquet), and the https address of a blob.", Required = true };
        var output = new Option<string>("--out") { Description = "Directory for the results; it also keeps the state, so that an analysis that was killed goes on.", Required = true };
        var contracts = new Option<int?>("--contracts") { Description = "Only the first so many contracts." };
        var only = new Option<string[]?>("--only") { Description = "Only these contracts, separated by commas.", AllowMultipleArgumentsPerToken = true };
        var index = new Option<string?>("--index") { Description = "Column that contracts are compared with; it is no contract then. A column called 'index' where left out, if there is one." };
        var slices = new Option<int>("--slices") { Description = $"Time slices with subtotals of their own, 1 to {TimeSlices.Most}.", DefaultValueFactory = _ => 1 };
        var strategy = new Option<string?>("--strategy") { Description = "momentum, moving-average-crossover, rsi-reversion, opening-range, z-score-reversion, a plug-in's, or 'trained' with --model; momentum where left out. Those that look at volumes are refused: a price table has none." };
        var set = new Option<string[]?>("--set") { Description = "A parameter, buyAbove=0.01; several values, 0.005,0.01 or 0.002:0.01:0.002 (from, to, step), make a grid.", AllowMultipleArgumentsPerToken = true };
        var model = new Option<string?>("--model") { Description = "Model file of the strategy 'trained'; see 'models train'." };
        var plugins = PluginsOption.Create();
        var tags = new Option<string[]?>("--tag") { Description = "A label, 'nightly' or 'desk:energy'; can be given again.", AllowMultipleArgumentsPerToken = true };
        var name = new Option<string?>("--name") { Description = "Name for people." };
        var concurrency = new Option<int>("--concurrency") { Description = $"Contracts worked on at the same time, 1 to {AnalysisWish.MostConcurrency}; four per processor where left out.", DefaultValueFactory = _ => Math.Min(AnalysisWish.MostConcurrency, Environment.ProcessorCount * 4) };
        var raw = new Option<bool>("--raw") { Description = "Also writes each contract's column as it was read." };
        var signals = new Option<bool>("--signals") { Description = "Also writes each contract's buys and sells to a table of their own." };
        var format = new Option<ResultFormat>("--format") { Description = "How the tables of its contracts are written down: csv (compressed), or parquet in the cloud tier.", DefaultValueFactory = _ => ResultFormat.Csv };
        var state = new Option<string?>("--state") { Description = "Directory for the state; '.state' in the results where left out." };
        var fresh = new Option<bool>("--fresh") { Description = "Does everything again, even what is there already." };
        var skipRows = new Option<bool>("--skip-bad-rows") { Description = "Leaves out and counts rows with a wrong number of fields or a wrong time, instead of stopping at the first." };
        var skipColumns = new Option<bool>("--skip-bad-columns") { Description = "Leaves out columns without a name, and all columns of a name that comes twice." };
        var badValues = new Option<BadValues>("--bad-values") { Description = "What a value that is no price does: 'contract' fails its contract alone, 'skip' counts it as absent, 'refuse' stops.", DefaultValueFactory = _ => BadValues.Contract };
        var json = new Option<bool>("--json") { Description = "Prints what it came to as one JSON object." };
        var record = new RecordOptions();
        var command = new CliCommand(
            "analyze",
            "Analyses every contract of a wide price table: signals, how good they were, ranking, report. Killed and started again, it goes on.",
            "analyze sample --contracts 418 --rows 28048 --out prices.csv",
            "analyze --prices prices.csv --out ./results --json",
            "analyze --prices prices.csv.gz --out ./results --only AAPL,MSFT --slices 24 --index SPX --tag desk:tech",
            "analyze --prices prices.csv --out ./grid --set buyAbove=0.002:0.01:0.002 --set sellBelow=-0.005,-0.01",
            "analyze --prices prices.csv --out ./trained --strategy trained --model model.json --set buyAbove=0.52,0.55",
            "analyze list --tag contract:AAPL --state ./results/.state")
        {
            prices, output, contracts, only, index, slices, strategy, set, model, plugins, tags, name, concurrency, raw, signals, format, state, fresh, skipRows, skipColumns, badValues, json,
            AnalyzeSampleCommand.Create(console),
            AnalyzeListCommands.List(console),
            AnalyzeListCommands.Show(console),
        };
        record.AddTo(command, hasNameAndTags: true);
        contracts.Within(1, MostContracts);
        slices.Within(1, TimeSlices.Most);
        concurrency.Within(1, AnalysisWish.MostConcurrency);
        set.Validators.Add(result =>
        {
            foreach (var error in ParameterValues.Errors(result.Tokens.Select(t => t.Value)))
            {
                result.AddError(error);
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(model) is not null && result.GetValue(strategy) != TrainedStrategy.Name)
            {
                result.AddError($"--model is for --strategy {TrainedStrategy.Name}.");
            }
        });
        command.SetAction((parse, cancellationToken) => AnalyzeAction.Run(
            () => new AnalyzeOptions
            {
                Wish = new AnalysisWish(
                    new PriceTableSource(parse.GetRequiredValue(prices), new TableRules(parse.GetValue(skipRows), parse.GetValue(skipColumns), parse.GetValue(badValues))),
                    parse.GetValue(name),
                    parse.GetValue(tags) ?? [],
                    parse.GetValue(contracts),
                    Names(parse.GetValue(only)),
                    parse.GetValue(index),
                    parse.GetValue(slices),
                    parse.GetValue(strategy),
                    ParameterValues.Parse(parse.GetValue(set) ?? []),
                    parse.GetValue(raw),
                    parse.GetValue(signals),
                    parse.GetValue(concurrency),
                    parse.GetValue(format)),
                OutputDirectory = parse.GetRequiredValue(output),
                StateDirectory = parse.GetValue(state),
                Strategies = AnalyzeStrategies.Load(parse.GetValue(strategy), parse.GetValue(model), parse.GetValue(plugins)),
                Fresh = parse.GetValue(fresh),
            },
            parse.GetRequiredValue(prices),
            record.Read(parse, parse.GetValue(name), parse.GetValue(tags)),
            parse.GetValue(json),
            console,
            cancellationToken));
        return command;
    }

    private static string[]? Names(string[]? given) =>
        given is { Length: > 0 } ? [.. given.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)] : null;
}
