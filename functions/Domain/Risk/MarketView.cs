namespace TradingFunctions.Domain.Risk;

/// <summary>The market as one decision sees it.</summary>
/// <param name="Reference">Middle of a fresh quote, else the last price; null where there is none.</param>
/// <param name="ReferencePeriod">Length of the source's bars.</param>
/// <param name="AverageDailyVolume">Shares; null where unknown.</param>
/// <param name="Marks">Prices that value the open positions; a position without one is valued at its last fill.</param>
public sealed record MarketView(
    Price? Reference,
    DateTime ReferenceUtc,
    TimeSpan ReferencePeriod,
    bool IsOpen,
    bool Tradable,
    bool Shortable,
    decimal? AverageDailyVolume,
    IReadOnlyDictionary<Symbol, Price> Marks);
