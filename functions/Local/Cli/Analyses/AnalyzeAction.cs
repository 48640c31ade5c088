using System.Globalization;
using System.Text.Json;
using TradingFunctions.Local.Analysis;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Experiments;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli.Analyses;

/// <summary>Runs an analysis for the command line. Apart from the command, so that parsing it loads none of this.</summary>
internal static class AnalyzeAction
{
    /// <param name="options">Makes them; it may throw what an analysis throws.</param>
    /// <param name="prices">The table, as it was asked for.</param>
    /// <param name="record">Null where the run is not recorded outside of its own state.</param>
    public static async Task<int> Run(Func<AnalyzeOptions> options, string prices, RecordWish? record, bool isJson, CliConsole console, CancellationToken cancellationToken)
    {
        try
        {
            var progress = new Progress(console.Error);
            var report = record is null
                ? await AnalysisRunner.Run(options(), progress, cancellationToken)
                : await RecordedAnalysis.Run(options, Path.GetFileName(prices), record, progress, console.Error, cancellationToken);
            foreach (var failure in report.Failures)
            {
                await console.Error.WriteLineAsync($"Failed: {PriceTableException.Show(failure.Contract)}: {failure.Message}");
            }

            if (report.IndexFault is { } fault)
            {
                await console.Error.WriteLineAsync($"No correlations, the index column cannot be used: {fault}");
            }

            foreach (var place in report.SkippedPlaces)
            {
                await console.Error.WriteLineAsync(Text(place));
            }

            console.Out.WriteLine(isJson ? JsonSerializer.Serialize(report, AnalyzeJson.Default.AnalyzeReport) : Text(report));
            await (record?.Track(console.Error, cancellationToken) ?? Task.CompletedTask);
            return report.Contracts > report.Failed.Length ? ExitCodes.Ok : ExitCodes.Usage;
        }
        catch (AnalysisException e)
        {
            throw new CliException(e.Message, e.IsInput ? ExitCodes.Usage : ExitCodes.Failure, e);
        }
        catch (Exception e) when (e is StoreException or EngineStorageException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
    }

    private static string Text(SkippedPlace place)
    {
        var column = place.Column == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", column {place.Column}{(place.Name is { } name ? $" ({PriceTableException.Show(name)})" : string.Empty)}");
        return string.Create(CultureInfo.InvariantCulture, $"Left out: {place.Place}{column}: {place.Problem}");
    }

    private static string Text(AnalyzeReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        contracts     {report.Contracts}, failed {report.Failed.Length}, taken over {report.Reused}
        rows          {report.Rows}
        prices        {report.Prices}
        buys          {report.Buys}
        sells         {report.Sells}
        holds         {report.Holds}
        good          {report.Good}
        bad           {report.Bad}
        neutral       {report.Neutral}
        success rate  {(report.SuccessRate is { } rate ? rate.ToString("P2", CultureInfo.InvariantCulture) : "none")}
        wall seconds  {report.WallSeconds:0.00}
        results       {Path.Combine(report.Output, Pipeline.Analysis.AnalysisNames.Html)}
        """);

    /// <summary>One line a second.</summary>
    private sealed class Progress(TextWriter output) : IProgress<AnalyzeProgress>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

        private long last = TimeProvider.System.GetTimestamp();

        public void Report(AnalyzeProgress value)
        {
            if (TimeProvider.System.GetElapsedTime(last) < Pause)
            {
                return;
            }

            last = TimeProvider.System.GetTimestamp();
            var (now, left) = (value.Now, value.SecondsLeft);
            output.WriteLine(now.Contracts == 0
                ? now.Stage
                : string.Create(CultureInfo.InvariantCulture, $"{(double)now.Done / now.Contracts,6:P0}  {now.Stage}, {now.Done} of {now.Contracts} contracts{(left is > 0 ? string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds(Math.Ceiling(left.Value)):c} left") : string.Empty)}"));
        }
    }
}
