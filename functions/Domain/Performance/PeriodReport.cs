namespace TradingFunctions.Domain.Performance;

/// <summary>Days of a week or month added up, for one strategy, one worker or the whole account.</summary>
public sealed record PeriodGroup(int Fills, Money Traded, TradeStatistics Trades, Money Realized, Money UnrealizedChange, Money Fees, ReturnStatistics Returns)
{
    /// <summary>Realised plus change of unrealised, less fees.</summary>
    public Money Pnl => Realized + UnrealizedChange - Fees;
}

/// <summary>What a week or a month came to.</summary>
/// <param name="From">First session.</param>
/// <param name="To">Last session that is in it so far.</param>
/// <param name="EquityBefore">At the close before the first session; start equity where there is none.</param>
/// <param name="BestDay">Session with the highest P&amp;L.</param>
public sealed record PeriodReport(
    DateOnly From,
    DateOnly To,
    int Sessions,
    Money EquityBefore,
    Money Equity,
    Money Flows,
    PeriodGroup Total,
    SortedDictionary<string, PeriodGroup> Strategies,
    SortedDictionary<string, PeriodGroup> Workers,
    DateOnly BestDay,
    Money BestDayPnl,
    DateOnly WorstDay,
    Money WorstDayPnl)
{
    /// <summary>Adds days up.</summary>
    /// <param name="days">In the order of their dates; at least one.</param>
    public static PeriodReport Of(IReadOnlyList<DayRecord> days)
    {
        var (first, last) = (days[0], days[^1]);
        var (best, worst) = (days.MaxBy(day => day.Total.Pnl)!, days.MinBy(day => day.Total.Pnl)!);
        return new PeriodReport(
            first.Date,
            last.Date,
            days.Count,
            first.Account.Equity - first.Total.Pnl - first.Flows,
            last.Account.Equity,
            new Money(days.Sum(day => day.Flows.Amount)),
            Add(days.Select(day => day.Total)),
            Groups(days, day => day.Strategies),
            Groups(days, day => day.Workers),
            best.Date,
            best.Total.Pnl,
            worst.Date,
            worst.Total.Pnl);
    }

    private static SortedDictionary<string, PeriodGroup> Groups(IReadOnlyList<DayRecord> days, Func<DayRecord, SortedDictionary<string, DayGroup>> of)
    {
        var groups = new SortedDictionary<string, PeriodGroup>(StringComparer.Ordinal);
        foreach (var name in of(days[^1]).Keys)
        {
            groups[name] = Add(days.Select(day => of(day).GetValueOrDefault(name) ?? DayGroup.None));
        }

        return groups;
    }

    private static PeriodGroup Add(IEnumerable<DayGroup> days)
    {
        var sum = new PeriodGroup(0, Money.Zero, TradeStatistics.None, Money.Zero, Money.Zero, Money.Zero, ReturnStatistics.None);
        foreach (var day in days)
        {
            sum = new PeriodGroup(
                sum.Fills + day.Fills,
                sum.Traded + day.Traded,
                sum.Trades.Add(day.Trades),
                sum.Realized + day.Realized,
                sum.UnrealizedChange + day.UnrealizedChange,
                sum.Fees + day.Fees,
                sum.Returns.Add(day.Return));
        }

        return sum;
    }
}
