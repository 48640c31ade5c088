using TradingFunctions.Benchmarks;
using TradingFunctions.Benchmarks.Alerts;
using TradingFunctions.Benchmarks.Books;
using TradingFunctions.Benchmarks.Engine;
using TradingFunctions.Benchmarks.Ingestion;
using TradingFunctions.Benchmarks.Replays;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Benchmarks.Research;
using TradingFunctions.Benchmarks.Risk;
using TradingFunctions.Benchmarks.Signals;
using TradingFunctions.Benchmarks.Stores;
using TradingFunctions.Benchmarks.Strategies;

if (args is [EchoServer.Command])
{
    await EchoServer.Run();
    return 0;
}

if (!BenchmarkOptions.TryParse(args, out var options, out var error))
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(BenchmarkOptions.Help);
    return 2;
}

if (options.IsHelp)
{
    Console.WriteLine(BenchmarkOptions.Help);
    return 0;
}

var directory = Directory.CreateTempSubdirectory("trading-bench-").FullName;
try
{
    using var report = new Report(options.IsJson, Machine.Here(FsyncProbe.MedianMilliseconds(directory)), Console.Out);
    if (options.Runs("engine"))
        await EngineRows.Run(directory, report);
    if (options.Runs("alerts"))
        await AlertBenchmark.Run(directory, report);
    if (options.Runs("gate"))
        GateBenchmark.Run(report);
    if (options.Runs("strategies"))
        StrategyBenchmark.Run(report);
    if (options.Runs("store"))
        await StoreBenchmark.Run(directory, report);
    if (options.Runs("books"))
    {
        await ReservationBenchmark.Run(directory, report);
        await BooksBenchmark.Run(directory, report);
    }

    if (options.Runs("ingestion"))
        await IngestionBenchmark.Run(directory, report);
    if (options.Runs("analysis"))
        await AnalysisBenchmark.Run(directory, report);
    if (options.Runs("sweep"))
        await SweepBenchmark.Run(directory, report);
    if (options.Runs("replay"))
        await ReplayBenchmark.Run(options.BarsPath, directory, report);
    if (options.Runs("signals"))
        await SignalBenchmark.Run(options.Seconds, stops: false, directory, report);
    if (options.Runs("stops"))
        await SignalBenchmark.Run(options.Seconds, stops: true, directory, report);
    return 0;
}
finally
{
    Directory.Delete(directory, recursive: true);
}
