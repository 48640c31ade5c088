using TradingFunctions.Local.Cli;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    // The first one ends in order, the second one at once.
    e.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
};
return await CommandLine.Run(args, new CliConsole(Console.Out, Console.Error, Console.In), interrupted.Token);
