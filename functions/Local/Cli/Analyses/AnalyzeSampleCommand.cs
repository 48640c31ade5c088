using System.CommandLine;
using TradingFunctions.Infra.Files.Tables;

namespace TradingFunctions.Local.Cli.Analyses;

internal static class AnalyzeSampleCommand
{
    private const double MostGaps = 0.95;

    public static Command Create(CliConsole console)
    {
        var contracts = new Option<int>("--contracts") { Description = $"Columns, 1 to {SampleTable.MostContracts}.", DefaultValueFactory = _ => 418 };
        var rows = new Option<int>("--rows") { Description = $"Minutes, 2 to {SampleTable.MostRows}.", DefaultValueFactory = _ => 28_048 };
        var output = new Option<string>("--out") { Description = "File to write; compressed where it ends in .gz.", Required = true };
        var seed = new Option<int>("--seed") { Description = "Another number makes other prices.", DefaultValueFactory = _ => 1 };
        var gaps = new Option<double>("--gaps") { Description = "Share of prices that are absent, 0 to 0.95.", DefaultValueFactory = _ => 0 };
        var index = new Option<string?>("--index") { Description = "Adds an index column of this name: the factor that all contracts share." };
        var broken = new Option<int>("--broken") { Description = "So many contracts have a value that is no price.", DefaultValueFactory = _ => 0 };
        var command = new CliCommand(
            "sample",
            "Makes up a price table: minutes of exchange sessions, the same for the same options.",
            "analyze sample --contracts 418 --rows 28048 --out prices.csv",
            "analyze sample --contracts 50 --rows 5000 --gaps 0.1 --index INDEX --broken 1 --out prices.csv.gz")
        {
            contracts, rows, output, seed, gaps, index, broken,
        };
        contracts.Within(1, SampleTable.MostContracts);
        rows.Within(2, SampleTable.MostRows);
        broken.Within(0, SampleTable.MostContracts);
        command.Validators.Add(result =>
        {
            if (result.GetValue(gaps) is not (>= 0 and <= MostGaps))
            {
                result.AddError($"--gaps must be 0 to {MostGaps}.");
            }

            if (result.GetValue(index) is { } name && (name.Length == 0 || name.Any(c => char.IsControl(c) || c is ',' or '"') || name.Equals("timestamp", StringComparison.OrdinalIgnoreCase)))
            {
                result.AddError("--index must be a name without commas and quotes.");
            }
        });
        command.SetAction((parse, cancellationToken) =>
        {
            var options = new SampleTableOptions(
                parse.GetValue(contracts), parse.GetValue(rows), parse.GetValue(seed), parse.GetValue(gaps), parse.GetValue(index), Math.Min(parse.GetValue(broken), parse.GetValue(contracts)));
            var path = parse.GetRequiredValue(output);
            try
            {
                if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                {
                    Directory.CreateDirectory(folder);
                }

                SampleTable.Write(path, options, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CliException($"{path} cannot be written: {e.Message}", ExitCodes.Failure, e);
            }

            console.Error.WriteLine($"{path}: {options.Rows} rows of {options.Contracts} contracts, {new FileInfo(path).Length >> 10} KB.");
            return Task.FromResult(ExitCodes.Ok);
        });
        return command;
    }
}
