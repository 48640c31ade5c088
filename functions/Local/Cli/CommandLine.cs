using System.CommandLine;
using System.CommandLine.Help;
using TradingFunctions.Local.Cli.Analyses;
using TradingFunctions.Local.Cli.Models;
using TradingFunctions.Local.Cli.Runs;

namespace TradingFunctions.Local.Cli;

/// <summary>The program's command line. Parsing it loads neither the web stack nor the store.</summary>
public static class CommandLine
{
    private static readonly string[] RootOptions = ["-h", "-?", "/?", "/h", "--help", "--version"];

    /// <summary>Runs one command; no command is <c>serve</c>.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(string[] args, CliConsole console, CancellationToken cancellationToken)
    {
        var result = Build(console).Parse(WithCommand(args));
        if (result.Errors.Count > 0 && result.Action is not ExamplesHelp)
        {
            foreach (var error in result.Errors)
            {
                await console.Error.WriteLineAsync(error.Message);
            }

            await console.Error.WriteLineAsync("Add --help to see what this command takes.");
            return ExitCodes.Usage;
        }

        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = console.Out,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                // Signals are the host's own matter: it has to drain before it ends.
                ProcessTerminationTimeout = null,
            };
            return await result.InvokeAsync(invocation, cancellationToken);
        }
        catch (CliException e)
        {
            await console.Error.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await console.Error.WriteLineAsync("Interrupted.");
            return ExitCodes.Failure;
        }
    }

    private static RootCommand Build(CliConsole console)
    {
        var root = new RootCommand("Trading pipeline on one machine: serve it, replay recorded markets, look at a running host.")
        {
            ServeCommand.Create(console),
            ReplayCommand.Create(console),
            AnalyzeCommand.Create(console),
            SignalCommands.Create(console),
            ScanCommands.Create(console),
            MarketCommands.Create(console),
            MonitorCommands.Create(console),
            PlannerCommands.Create(console),
            OrderCommands.Create(console),
            PortfolioCommand.Create(console),
            BooksCommands.Create(console),
            AuditCommands.Create(console),
            SummaryCommand.Create(console),
            RebalanceCommands.Create(console),
            StateCommands.Create(console),
            LockCommands.Create(console),
            InstanceCommands.Create(console),
            QueueCommands.Create(console),
            WorkersCommand.Create(console),
            ConfigCommands.Create(console),
            RiskCommands.Create(console),
            NotifyCommands.Create(console),
            StrategyCommands.Create(console),
            SweepCommand.Create(console),
            RunCommands.Create(console),
            ModelCommands.Create(console),
            CostCommand.Create(console),
            ForwardCommand.Create(console),
            DoctorCommand.Create(console),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelp((HelpAction)help.Action!);
        return root;
    }

    private static string[] WithCommand(string[] args) =>
        args.Length == 0 || (args[0].StartsWith('-') && !RootOptions.Contains(args[0], StringComparer.Ordinal)) ? ["serve", .. args] : args;
}
