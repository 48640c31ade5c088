using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Performance.Backtests;

namespace TradingFunctions.Local.Sweeps;

/// <summary>What one replay of a sweep came to, kept in a file of its own.</summary>
/// <param name="Fingerprint">Of bars, dates, configuration, strategy and parameters: another one is another replay.</param>
/// <param name="Pnl">End equity less start equity, dollars.</param>
/// <param name="Days">Closed sessions.</param>
/// <param name="Returns">One per session, fractions.</param>
public sealed record SweepRun(
    string Fingerprint, string Strategy, JsonObject Parameters, decimal Pnl, string DecisionHash, BacktestStatistics Statistics, DateOnly[] Days, double[] Returns);

/// <summary>One line of the ranking.</summary>
/// <param name="Fingerprint">Of its replay: the name of its file in <c>runs</c>.</param>
public sealed record SweepRow(int Rank, string Name, string Fingerprint, string Strategy, JsonObject Parameters, double? Metric, decimal Pnl, BacktestStatistics Statistics);

/// <summary>What a sweep came to.</summary>
/// <param name="Replayed">Replays of this process; the others were there already.</param>
/// <param name="Failed">Parameter sets that could not run, with the reason.</param>
/// <param name="OutOfSample">Choosing by the past: what the tests came to, put together.</param>
public sealed record SweepReport(
    int Runs,
    int Replayed,
    string[] Failed,
    SweepMetric Metric,
    IReadOnlyList<SweepRow> Ranking,
    IReadOnlyList<SelectionFold> Folds,
    SweepOutOfSample? OutOfSample,
    double WallSeconds);

/// <param name="Efficiency">Mean daily return of the tests over that of the choices' training.</param>
public sealed record SweepOutOfSample(int Sessions, double TotalReturn, double? AnnualReturn, double? Sharpe, double MaxDrawdown, double? Efficiency);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SweepRun))]
[JsonSerializable(typeof(SweepReport))]
public sealed partial class SweepJson : JsonSerializerContext;
