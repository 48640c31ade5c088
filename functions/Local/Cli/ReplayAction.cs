using System.Globalization;
using System.Text.Json;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Experiments;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli;

/// <summary>Runs a replay for the command line. Apart from the command, so that parsing it loads none of this.</summary>
internal static class ReplayAction
{
    /// <param name="record">Null where the run is not recorded.</param>
    public static async Task<int> Run(ReplayOptions options, RecordWish? record, bool isJson, CliConsole console, CancellationToken cancellationToken)
    {
        try
        {
            var (configuration, progress) = (TradingConfiguration.Load(options.ConfigPath), new Progress(console.Error));
            var report = record is null
                ? await ReplayRunner.Run(options, configuration, progress, cancellationToken)
                : await RecordedReplay.Run(options, configuration, record, progress, console.Error, cancellationToken);
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

            await (record?.Track(console.Error, cancellationToken) ?? Task.CompletedTask);
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
