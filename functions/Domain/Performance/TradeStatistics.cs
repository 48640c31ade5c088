namespace TradingFunctions.Domain.Performance;

/// <summary>Trades that are over, counted; two counts can be added. Formulas and sources are in <c>docs/books.md</c>.</summary>
/// <param name="Wins">Trades with a P&amp;L above 0 after fees.</param>
/// <param name="Losses">Trades with a P&amp;L below 0 after fees.</param>
/// <param name="GrossProfit">Sum of the wins.</param>
/// <param name="GrossLoss">Sum of the losses, as a positive amount.</param>
public sealed record TradeStatistics(int Trades, int Wins, int Losses, Money GrossProfit, Money GrossLoss, RoundTrip? Best, RoundTrip? Worst)
{
    public static TradeStatistics None { get; } = new(0, 0, 0, Money.Zero, Money.Zero, Best: null, Worst: null);

    /// <summary>P&amp;L of all trades after fees.</summary>
    public Money Net => GrossProfit - GrossLoss;

    /// <summary>Wins over trades, 0 to 1; a trade that came out even is no win. Null without trades.</summary>
    public double? WinRate => Trades == 0 ? null : (double)Wins / Trades;

    /// <summary>Gross profit over gross loss; null without a loss.</summary>
    public double? ProfitFactor => GrossLoss == Money.Zero ? null : (double)(GrossProfit.Amount / GrossLoss.Amount);

    /// <summary>Mean P&amp;L of a trade, dollars, which is win rate times mean win less loss rate times mean loss. Null without trades.</summary>
    public Money? Expectancy => Trades == 0 ? null : new Money(Math.Round(Net.Amount / Trades, 8));

    public TradeStatistics Add(RoundTrip trip) => new(
        Trades + 1,
        Wins + (trip.Pnl > Money.Zero ? 1 : 0),
        Losses + (trip.Pnl < Money.Zero ? 1 : 0),
        trip.Pnl > Money.Zero ? GrossProfit + trip.Pnl : GrossProfit,
        trip.Pnl < Money.Zero ? GrossLoss - trip.Pnl : GrossLoss,
        Best is null || trip.Pnl > Best.Pnl ? trip : Best,
        Worst is null || trip.Pnl < Worst.Pnl ? trip : Worst);

    public TradeStatistics Add(TradeStatistics other) => new(
        Trades + other.Trades,
        Wins + other.Wins,
        Losses + other.Losses,
        GrossProfit + other.GrossProfit,
        GrossLoss + other.GrossLoss,
        Best is null || other.Best?.Pnl > Best.Pnl ? other.Best : Best,
        Worst is null || other.Worst?.Pnl < Worst.Pnl ? other.Worst : Worst);
}
