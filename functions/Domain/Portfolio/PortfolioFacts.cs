using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>What the gate must know of all positions together. Each is worked out only where a limit asks for it.</summary>
internal static class PortfolioFacts
{
    /// <summary>Table rows up to which the marks of held columns stay on the stack.</summary>
    private const int StackColumns = 1024;

    /// <summary>Exposure to the symbol's sector; null where the map has no sector for it.</summary>
    public static Money? SectorExposure(AccountState state, Symbol symbol, MarketView market, SectorMap sectors)
    {
        if (sectors.Of(symbol) is not { } sector)
        {
            return null;
        }

        var sum = 0m;
        foreach (var (other, book) in state.Symbols)
        {
            if (book.IsActive && string.Equals(sectors.Of(other), sector, StringComparison.Ordinal))
            {
                sum += Value(book, market, other).Amount + book.EntryNotional.Amount;
            }
        }

        return new Money(sum);
    }

    /// <summary>Positions that a strategy opened, and its working entries.</summary>
    public static Money StrategyExposure(AccountState state, StrategyId strategy, MarketView market)
    {
        var sum = 0m;
        foreach (var (symbol, book) in state.Symbols)
        {
            if (book.Holding.Strategy == strategy)
            {
                sum += Value(book, market, symbol).Amount;
            }
        }

        foreach (var (_, order) in state.Live)
        {
            if (order.Terms.Strategy == strategy)
            {
                sum += order.Reserved.Amount;
            }
        }

        return new Money(sum);
    }

    /// <summary>Largest correlation of a trade with what is held or being bought; null where one is not known.</summary>
    public static decimal? Correlation(AccountState state, OrderTerms terms, CorrelationTable table)
    {
        var row = table.Row(terms.Symbol);
        if (row < 0)
        {
            return null;
        }

        var columns = table.Symbols.Length;
        var held = columns <= StackColumns ? stackalloc sbyte[columns] : new sbyte[columns];
        foreach (var (symbol, book) in state.Symbols)
        {
            var sign = Math.Sign(book.Position.SignedQuantity + book.Entries);
            if (sign == 0 || symbol == terms.Symbol)
            {
                continue;
            }

            var column = table.Row(symbol);
            if (column < 0)
            {
                return null;
            }

            held[column] = (sbyte)sign;
        }

        var largest = table.LargestWith(row, terms.Side == Side.Buy ? 1 : -1, held);
        return double.IsNaN(largest) ? null : Math.Round((decimal)largest, 9);
    }

    /// <summary>Exits that a protection looks at, in the order of their times.</summary>
    public static ClosedExit[] Exits(AccountState state, Symbol symbol, ProtectionScope scope) => scope == ProtectionScope.Symbol
        ? state.Book(symbol).Holding.Exits
        : [.. state.Symbols.Values.SelectMany(book => book.Holding.Exits).OrderBy(exit => exit.AtUtc).ThenBy(exit => exit.Order)];

    /// <summary>The last exit from a symbol, or from any.</summary>
    public static DateTime? LastExit(AccountState state, Symbol symbol, ProtectionScope scope)
    {
        var last = state.Book(symbol).Holding.LastExitUtc;
        if (scope == ProtectionScope.All)
        {
            foreach (var (_, book) in state.Symbols)
            {
                last = last is null || book.Holding.LastExitUtc > last ? book.Holding.LastExitUtc : last;
            }
        }

        return last;
    }

    /// <summary>The worst mark of what is held; of two that are as bad the first in the order of the symbols.</summary>
    /// <param name="fillLife">How long the fill that opened a position stands in for a mark: it may have come after the look at the market.</param>
    public static MarkReading WorstMark(AccountState state, MarketView market, TimeSpan fillLife, DateTime nowUtc)
    {
        var worst = default(MarkReading);
        foreach (var (symbol, book) in state.Symbols)
        {
            if (book.Position.IsFlat)
            {
                continue;
            }

            if (!market.Marks.ContainsKey(symbol))
            {
                if (nowUtc - book.Holding.OpenedUtc <= fillLife)
                {
                    continue;
                }

                return new MarkReading(symbol, Age: null);
            }

            var age = market.MarkAges.GetValueOrDefault(symbol);
            worst = worst.Symbol is null || age > worst.Age ? new MarkReading(symbol, age) : worst;
        }

        return worst;
    }

    /// <summary>Market value of a position without its sign; its cost where there is no price.</summary>
    public static Money Value(SymbolBook book, MarketView market, Symbol symbol) =>
        Valuation.MarkOf(book.Holding, market.Marks, symbol) is { } mark ? book.Position.MarketValue(mark).Abs() : book.Position.CostBasis.Abs();
}
