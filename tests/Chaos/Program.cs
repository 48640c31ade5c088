using System.Text.Json;
using TradingFunctions.Chaos;
using TradingFunctions.Chaos.Counting;
using TradingFunctions.Chaos.Runs;

ChaosOptions options;
try
{
    options = ChaosOptions.Parse(args);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}; see --help");
    return 2;
}

if (options.ShowHelp)
{
    Console.WriteLine(ChaosOptions.Help);
    return 0;
}

if (options.Host is { } setup)
{
    await HostProcess.Run(setup);
    return 0;
}

if (options.Mutants)
{
    var mutants = await MutantRun.Run(options);
    Console.WriteLine(options.Json ? JsonSerializer.Serialize(mutants, ReportJson.Default.MutantReportArray) : ReportText.Of(mutants));
    return mutants.All(mutant => mutant.CaughtBy.Length > 0) ? 0 : 1;
}

var report = await ChaosRun.Run(options);
Console.WriteLine(options.Json ? JsonSerializer.Serialize(report, ReportJson.Default.ChaosReport) : ReportText.Of(report));
foreach (var shortfall in report.Shortfalls())
{
    await Console.Error.WriteLineAsync(shortfall);
}

return report.IsClean && !report.Shortfalls().Any() ? 0 : 1;
