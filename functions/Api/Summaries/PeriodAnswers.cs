using TradingFunctions.Domain;
using TradingFunctions.Domain.Performance;

namespace TradingFunctions.Api.Summaries;

/// <summary>Days of a period added up, dollars: pnl = realized + unrealizedChange - fees.</summary>
public sealed record PeriodFigures(string Name, int Fills, Money Traded, Money Realized, Money UnrealizedChange, Money Fees, Money Pnl, TradeFigures Trades, ReturnFigures Returns)
{
    public static PeriodFigures Of(string name, PeriodGroup group) => new(
        name, group.Fills, group.Traded, group.Realized, group.UnrealizedChange, group.Fees, group.Pnl, TradeFigures.Of(group.Trades), ReturnFigures.Of(group.Returns));
}

/// <summary>A week or a month.</summary>
/// <param name="To">Last session that is in it so far.</param>
/// <param name="IsOver">False while sessions of it are still to come: the figures are those up to now.</param>
public sealed record PeriodSummary(
    DateOnly From,
    DateOnly To,
    bool IsOver,
    int Sessions,
    Money EquityBefore,
    Money Equity,
    Money Flows,
    DateOnly BestDay,
    Money BestDayPnl,
    DateOnly WorstDay,
    Money WorstDayPnl,
    PeriodFigures Total,
    PeriodFigures[] Strategies,
    PeriodFigures[] Workers)
{
    public static PeriodSummary Of(PeriodReport report, bool isOver) => new(
        report.From,
        report.To,
        isOver,
        report.Sessions,
        report.EquityBefore,
        report.Equity,
        report.Flows,
        report.BestDay,
        report.BestDayPnl,
        report.WorstDay,
        report.WorstDayPnl,
        PeriodFigures.Of("total", report.Total),
        Groups(report.Strategies),
        Groups(report.Workers));

    private static PeriodFigures[] Groups(SortedDictionary<string, PeriodGroup> groups) => [.. groups.Select(pair => PeriodFigures.Of(pair.Key, pair.Value))];
}
