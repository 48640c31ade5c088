using System.Collections.Immutable;

namespace TradingFunctions.AlpacaStub.Accounts;

/// <summary>Cash and positions as they stood from a moment on.</summary>
public sealed record BookState(DateTime AtUtc, decimal Cash, ImmutableSortedDictionary<string, Holding> Holdings);

/// <summary>Cash and positions of an account over time: a stale read is given older ones.</summary>
public sealed class AccountBooks(decimal cash, DateTime nowUtc)
{
    private readonly List<BookState> states = [new BookState(nowUtc, cash, ImmutableSortedDictionary.Create<string, Holding>(StringComparer.Ordinal))];

    public BookState Current => states[^1];

    public BookState At(DateTime? asOfUtc) => asOfUtc is { } moment ? states.FindLast(state => state.AtUtc <= moment) ?? states[0] : Current;

    public decimal Quantity(string symbol) => Current.Holdings.GetValueOrDefault(symbol).Quantity;

    public void Book(DateTime atUtc, string symbol, decimal signed, decimal price)
    {
        var holding = Current.Holdings.GetValueOrDefault(symbol).Add(signed, price);
        states.Add(new BookState(
            atUtc,
            Current.Cash - (signed * price),
            holding.Quantity == 0m ? Current.Holdings.Remove(symbol) : Current.Holdings.SetItem(symbol, holding)));
    }
}
