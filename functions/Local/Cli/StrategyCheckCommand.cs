using System.CommandLine;
using TradingFunctions.Local.Strategies;
using Symbol = TradingFunctions.Domain.Symbol;

namespace TradingFunctions.Local.Cli;

internal static class StrategyCheckCommand
{
    public static CliCommand Create(CliConsole console)
    {
        var name = new Argument<string?>("name") { Description = "Strategy, built in or plugged in; with --assembly needed only where that has several.", Arity = ArgumentArity.ZeroOrOne };
        var assembly = new Option<string?>("--assembly") { Description = "Assembly of a plug-in that is not installed." };
        var bars = new Option<string>("--bars") { Description = "Bar file, CSV or CSV.gz.", Required = true };
        var symbols = new Option<Symbol[]?>("--symbols") { Description = "Only these, separated by commas.", CustomParser = SymbolList.Parse, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
        var most = new Option<int>("--most") { Description = "Most symbols looked at.", DefaultValueFactory = _ => 25 };
        var cuts = new Option<int>("--cuts") { Description = "Points in time behind which the bars are changed.", DefaultValueFactory = _ => 4 };
        var set = SetOption.Create();
        var plugins = PluginsOption.Create();
        var config = new Option<string?>("--config") { Description = "Configuration file; trading.yaml beside the program where left out." };
        most.Within(1, 10_000);
        cuts.Within(1, 1000);
        var command = new CliCommand(
            "check", "Checks that a strategy does not look ahead: changing bars after t may change no signal up to t. Needs no host.",
            "strategies check momentum --bars sp500-daily.csv.gz", "strategies check --assembly bin/Release/net10.0/Dips.dll --bars bars.csv --set period=10")
        { name, assembly, bars, symbols, most, cuts, set, plugins, config };
        command.Validators.Add(result =>
        {
            if (result.GetValue(name) is null && result.GetValue(assembly) is null)
            {
                result.AddError("Name a strategy, or an assembly with --assembly.");
            }
        });
        command.SetAction((parse, cancellationToken) => Task.FromResult(StrategyCheck.Run(
            new StrategyCheckOptions
            {
                Name = parse.GetValue(name),
                Assembly = parse.GetValue(assembly),
                BarsPath = parse.GetRequiredValue(bars),
                Symbols = parse.GetValue(symbols) is { Length: > 0 } named ? named : null,
                MostSymbols = parse.GetValue(most),
                Cuts = parse.GetValue(cuts),
                Parameters = parse.GetValue(set),
                PluginsPath = parse.GetValue(plugins),
                ConfigPath = parse.GetValue(config),
                IsJson = parse.GetValue<bool>("--json"),
            },
            console,
            cancellationToken)));
        return command;
    }
}
