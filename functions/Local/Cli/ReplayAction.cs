using System.Globalization;
using System.Text.Json;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli;

/// <summary>Runs a replay for the command line. Apart from the command, so that parsing it loads none of this.</summary>
internal static class ReplayAction
{
    public static async Task<int> Run(ReplayOptions options, bool isJson, CliConsole console, CancellationToken cancellationToken)
    {
        try
        {
            var report = await ReplayRunner.Run(options, TradingConfiguration.Load(options.ConfigPath), new Progress(console.Error), cancellationToken);
            foreach (var warning in report.Warnings)
            {
                console.Error.WriteLine($"Warning: {warning}");
            }

            if (isJson)
            {
                console.Out.WriteLine(JsonSerializer.Serialize(report, ReplayJson.Default.ReplayReport));
            }
            else
            {
                Print(console.Out, report);
            }

            return ExitCodes.Ok;
        }
        catch (ConfigurationException e)
        {
            throw new CliException($"The configuration cannot be used:{Environment.NewLine}{e.Message}", ExitCodes.Usage, e);
        }
        catch (Exception e) when (e is BarFileException or ReplayException)
        {
            throw new CliException(e.Message, ExitCodes.Usage, e);
        }
        catch (Exception e) when (e is StoreException or EngineStorageException or Infra.Simulation.Exchange.ExchangeJournalException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
    }

    private static void Print(TextWriter output, ReplayReport report)
    {
        using var json = JsonSerializer.SerializeToDocument(report, ReplayJson.Default.ReplayReport);
        foreach (var member in json.RootElement.EnumerateObject())
        {
            output.WriteLine($"{member.Name,-18}{member.Value.GetRawText().Trim('"')}");
        }
    }

    /// <summary>One line every few seconds.</summary>
    private sealed class Progress(TextWriter output) : IProgress<ReplayProgress>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

        private long last = TimeProvider.System.GetTimestamp();

        public void Report(ReplayProgress value)
        {
            if (TimeProvider.System.GetElapsedTime(last) < Pause)
            {
                return;
            }

            last = TimeProvider.System.GetTimestamp();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Share,6:P0}  {value.AtUtc:yyyy-MM-dd HH:mm}"));
        }
    }
}
