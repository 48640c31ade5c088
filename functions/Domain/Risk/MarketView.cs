using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Risk;

/// <summary>The market as one decision sees it.</summary>
/// <param name="Reference">Middle of a fresh quote, else the last price; null where there is none.</param>
/// <param name="ReferencePeriod">Length of the source's bars.</param>
/// <param name="Tradable">The market has the symbol.</param>
/// <param name="Shortable">The broker lends it, and lets the account sell short; null where it did not say.</param>
/// <param name="Volume">Shares a day; null where nobody asked, or the source did not answer.</param>
/// <param name="Marks">Prices that value the open positions; a position without one is valued at its last fill, and no entry passes that rests on it.</param>
public sealed record MarketView(
    Price? Reference,
    DateTime ReferenceUtc,
    TimeSpan ReferencePeriod,
    bool IsOpen,
    bool Tradable,
    bool? Shortable,
    DailyVolume? Volume,
    IReadOnlyDictionary<Symbol, Price> Marks)
{
    /// <summary>Whether the broker takes orders in the symbol; true where it did not say: then its answer to the order says it.</summary>
    public bool BrokerTrades { get; init; } = true;

    /// <summary>What the broker lets the account buy or sell short; null where it did not say, or is a part of this process and has the books' own cash.</summary>
    public BuyingPower? BuyingPower { get; init; }

    /// <summary>How old the marks are.</summary>
    public MarkAges MarkAges { get; init; } = MarkAges.None;
}
