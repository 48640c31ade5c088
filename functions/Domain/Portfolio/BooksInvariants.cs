using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>What always holds of the books. If it does not, something has gone wrong that nobody has thought of, and trading stops.</summary>
public static class BooksInvariants
{
    /// <summary>The first invariant that is broken, with both figures; null where all hold.</summary>
    public static string? Broken(AccountState state)
    {
        var ledger = state.Ledger;
        var cost = 0m;
        foreach (var (_, book) in state.Symbols)
        {
            cost += book.Position.CostBasis.Amount;
        }

        var held = ledger.Cash.Amount + cost;
        var earned = ledger.StartEquity.Amount + ledger.RealizedPnl.Amount - ledger.Fees.Amount;
        if (held != earned)
        {
            return $"cash and cost of positions are {held}, start equity and realised P&L less fees {earned}";
        }

        var reserved = 0m;
        foreach (var (_, order) in state.Live)
        {
            reserved += order.Reserved.Amount;
            if (Broken(order) is { } broken)
            {
                return broken;
            }
        }

        return reserved == ledger.ReservedExposure.Amount ? null : $"working entries reserve {reserved}, the ledger has {ledger.ReservedExposure}";
    }

    private static string? Broken(OrderRecord order)
    {
        var filled = 0m;
        foreach (var execution in order.Executions)
        {
            filled += execution.Busted ? 0m : execution.Quantity.Shares;
        }

        return filled != order.Filled.Shares ? $"order {order.Id} has {order.Filled} shares filled, its executions {filled}"
            : order.Source == OrderSource.Signal && order.Filled > order.Terms.Quantity ? $"order {order.Id} has {order.Filled} shares filled of {order.Terms.Quantity}"
            : null;
    }
}
