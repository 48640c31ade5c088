using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Trading;

/// <param name="Quantity">Shares, negative for a short position.</param>
/// <param name="Mark">Price it is valued at; null where none was ever known.</param>
/// <param name="Protected">Whether an order that limits its loss is working.</param>
public sealed record PositionView(
    Symbol Symbol, decimal Quantity, Price? AverageCost, Price? Mark, Money MarketValue, Money Unrealized, Money Realized, Money Fees, DateTime? OpenedUtc, bool Protected);

/// <summary>The account valued now: equity = startEquity + realized + unrealized - fees = cash + market value.</summary>
public sealed record PortfolioView(
    AccountId Account,
    DateTime AsOfUtc,
    Money StartEquity,
    Money Equity,
    Money Cash,
    Money MarketValue,
    Money Exposure,
    Money ReservedExposure,
    Money BuyingPower,
    Money Realized,
    Money Unrealized,
    Money Fees,
    Money PeakEquity,
    decimal Drawdown,
    TradingState State,
    string? StateReason,
    DateTime? ReconciledUntilUtc,
    int WorkingOrders,
    PositionView[] Positions);

/// <param name="Decision">Inputs and controls of the decision; null for adopted orders and in lists.</param>
public sealed record OrderView(OrderRecord Order, Price? AveragePrice, DecisionRecord? Decision = null)
{
    public ClientOrderId Id => Order.Id;
}

/// <param name="Continue">Pass it to get the next page; null at the end.</param>
public sealed record OrderPage(OrderView[] Orders, string? Continue);

/// <inheritdoc cref="OrderPage"/>
public sealed record TradePage(LogEntry[] Trades, string? Continue);
