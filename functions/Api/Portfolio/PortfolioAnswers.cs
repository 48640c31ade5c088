using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Portfolio;

/// <summary>One open position, dollars.</summary>
/// <param name="Quantity">Shares, negative for a short position.</param>
/// <param name="Mark">Price it is valued at.</param>
/// <param name="Protected">Whether an order that limits its loss is working.</param>
public sealed record PositionAnswer(
    Symbol Symbol, decimal Quantity, Price? AverageCost, Price? Mark, Money MarketValue, Money UnrealizedPnl, Money RealizedPnl, Money Fees, DateTime? OpenedUtc, bool Protected)
{
    public static PositionAnswer Of(PositionView view) => new(
        view.Symbol, view.Quantity, view.AverageCost, view.Mark, view.MarketValue, view.Unrealized, view.Realized, view.Fees, view.OpenedUtc, view.Protected);
}

/// <summary>The account in dollars: equity = cash + marketValue = startEquity + realizedPnl + unrealizedPnl - fees.</summary>
/// <param name="AsOfUtc">The host's clock.</param>
/// <param name="Drawdown">Fall from the peak, a fraction.</param>
/// <param name="ReconciledUntilUtc">Until when the last reconciliation with the broker lets trading go on.</param>
public sealed record PortfolioAnswer(
    AccountId Account,
    DateTime AsOfUtc,
    TradingState TradingState,
    string? TradingStateReason,
    Money StartEquity,
    Money RealizedPnl,
    Money UnrealizedPnl,
    Money Fees,
    Money Equity,
    Money Cash,
    Money MarketValue,
    Money Exposure,
    Money ReservedExposure,
    Money BuyingPower,
    Money PeakEquity,
    decimal Drawdown,
    int WorkingOrders,
    DateTime? ReconciledUntilUtc,
    PositionAnswer[] Positions)
{
    public static PortfolioAnswer Of(PortfolioView view) => new(
        view.Account,
        view.AsOfUtc,
        view.State,
        view.StateReason,
        view.StartEquity,
        view.Realized,
        view.Unrealized,
        view.Fees,
        view.Equity,
        view.Cash,
        view.MarketValue,
        view.Exposure,
        view.ReservedExposure,
        view.BuyingPower,
        view.PeakEquity,
        view.Drawdown,
        view.WorkingOrders,
        view.ReconciledUntilUtc,
        [.. view.Positions.Select(PositionAnswer.Of)]);
}
