using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TradingFunctions.Local.Costs;

namespace TradingFunctions.Local.Cli;

internal static class CostCommand
{
    private const int MostSymbols = 2_000;

    public static Command Create(CliConsole console)
    {
        var symbols = new Option<int[]?>("--symbols")
        {
            Description = "Symbols that are monitored, several numbers separated by commas; 0 is an idle app. 0,50,500 where left out.",
            CustomParser = ParseSymbols,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var bars = new Option<string?>("--bars") { Description = "Counts on this file of minute bars, with all its symbols, instead of a session of the simulated market." };
        var from = DateOption.Create("--from", "First session of the file that is replayed, yyyy-MM-dd; earlier bars are history.");
        var to = DateOption.Create("--to", "Last session of the file that is replayed, yyyy-MM-dd.");
        var connections = new Option<int>("--connections") { Description = "Dashboards that are open while a session lasts.", DefaultValueFactory = _ => 1_000 };
        var signals = new Option<int>("--signals") { Description = "Queued signals a trading day.", DefaultValueFactory = _ => 100 };
        var backend = new Option<DurableBackend>("--backend") { Description = "What keeps the orchestrations: the app's storage account, or the Durable Task Scheduler.", DefaultValueFactory = _ => DurableBackend.Storage };
        var prices = new Option<string?>("--prices") { Description = "Price list, JSON; the built-in one where left out." };
        var price = new Option<string[]?>("--price") { Description = "A price in the place of the list's, scheduler.actions=5, for as many units as the list says; can be given again.", AllowMultipleArgumentsPerToken = true };
        var printPrices = new Option<bool>("--print-prices") { Description = "Prints the built-in price list, to be changed and passed with --prices, and does nothing else." };
        var config = new Option<string?>("--config") { Description = "Configuration file; trading.yaml beside the program where left out." };
        var json = new Option<bool>("--json") { Description = "Prints counts, prices and bills as one JSON object." };
        connections.Within(0, 1_000_000);
        signals.Within(0, 10_000_000);
        var command = new CliCommand(
            "cost",
            "Estimates a month's bill on Azure: counts what a replayed trading day does, times documented prices.",
            "cost --symbols 50",
            "cost --symbols 0,50,500 --connections 1000 --json",
            "cost --bars us-equity-minute-2013-10.csv.gz --from 2013-10-03 --to 2013-10-03",
            "cost --print-prices > prices.json",
            "cost --symbols 500 --backend Scheduler --prices prices.json",
            "cost --symbols 500 --backend Scheduler --price scheduler.actions=5")
        {
            symbols, bars, from, to, connections, signals, backend, prices, price, printPrices, config, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(bars) is not null && result.GetResult(symbols) is not null)
            {
                result.AddError("--symbols is for the simulated market; with --bars all symbols of the file are monitored.");
            }

            if (result.GetValue(bars) is null && (result.GetResult(from) is not null || result.GetResult(to) is not null))
            {
                result.AddError("--from and --to are for the file that --bars names.");
            }
        });
        command.SetAction((parse, cancellationToken) => CostAction.Run(
            new CostWish(
                parse.GetValue(symbols) is { Length: > 0 } given ? given : CostWish.Standard,
                parse.GetValue(bars),
                parse.GetValue(from),
                parse.GetValue(to),
                parse.GetValue(connections),
                parse.GetValue(signals),
                parse.GetValue(backend),
                parse.GetValue(prices),
                parse.GetValue(price) ?? [],
                parse.GetValue(config)),
            parse.GetValue(printPrices),
            parse.GetValue(json),
            console,
            cancellationToken));
        return command;
    }

    private static int[]? ParseSymbols(ArgumentResult result)
    {
        var numbers = new List<int>();
        foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > MostSymbols)
            {
                result.AddError($"--symbols must be 0 to {MostSymbols}, is '{text}'.");
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers.Distinct()];
    }
}
