using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Performance.Backtests;
using TradingFunctions.Pipeline.Reporting;

namespace TradingFunctions.Local.Replay.Reporting;

/// <summary>The files of a report: <c>report.html</c> for people, <c>report.json</c>, <c>equity.csv</c> and <c>trades.csv</c> for programs.</summary>
internal static class BacktestFiles
{
    public const string Page = "report.html";
    public const string Data = "report.json";

    private const string EquityTable = "equity.csv";
    private const string TradesTable = "trades.csv";

    public static IReadOnlyList<string> Names { get; } = [Page, Data, EquityTable, TradesTable];

    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static void Write(string folder, BacktestReport report)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Page), BacktestPage.Write(report));
        File.WriteAllBytes(Path.Combine(folder, Data), JsonSerializer.SerializeToUtf8Bytes(report, BacktestJson.Default.BacktestReport));
        File.WriteAllText(Path.Combine(folder, EquityTable), Equity(report));
        File.WriteAllText(Path.Combine(folder, TradesTable), Trades(report));
    }

    private static string Equity(BacktestReport report)
    {
        var text = new StringBuilder("date,equity,drawdown,exposure\n");
        foreach (var point in report.Curve)
        {
            text.Append(CultureInfo.InvariantCulture, $"{point.Date:yyyy-MM-dd},{point.Equity},{point.Drawdown:R},{point.Exposure:R}\n");
        }

        return text.ToString();
    }

    private static string Trades(BacktestReport report)
    {
        var text = new StringBuilder("symbol,strategy,side,opened_utc,closed_utc,quantity,entry_price,exit_price,fees,pnl,mae,mfe\n");
        foreach (var (trip, excursions) in report.Trades)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{trip.Symbol},{trip.Strategy},{(trip.IsLong ? "long" : "short")},{trip.OpenedUtc:yyyy-MM-dd'T'HH:mm:ss'Z'},{trip.ClosedUtc:yyyy-MM-dd'T'HH:mm:ss'Z'},{trip.Quantity},{trip.EntryPrice},{trip.ExitPrice},{trip.Fees},{trip.Pnl},{excursions?.Adverse:R},{excursions?.Favourable:R}\n");
        }

        return text.ToString();
    }
}

/// <summary>A report as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BacktestReport))]
internal sealed partial class BacktestJson : JsonSerializerContext;
