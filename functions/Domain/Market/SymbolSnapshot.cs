namespace TradingFunctions.Domain.Market;

/// <summary>What is known of one symbol at one moment.</summary>
/// <param name="AsOfUtc">The moment asked for; nothing later is in it.</param>
/// <param name="LastPrice">Last traded price, dollars.</param>
/// <param name="LastPriceUtc">When that was: its age says how stale the symbol is.</param>
/// <param name="Quote">Newest quote, if any.</param>
/// <param name="Bars">Bars that have ended, oldest first.</param>
public sealed record SymbolSnapshot(Symbol Symbol, DateTime AsOfUtc, double LastPrice, DateTime LastPriceUtc, Quote? Quote, BarWindow Bars);
