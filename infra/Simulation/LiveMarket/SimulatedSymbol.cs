using TradingFunctions.Domain;

namespace TradingFunctions.Infra.Simulation.LiveMarket;

/// <summary>A made-up stock or fund. Its ticker looks real; its prices are not.</summary>
/// <param name="StartPrice">Dollars at the start of the simulation.</param>
/// <param name="DailyVolatility">Standard deviation of a day's return, a fraction.</param>
/// <param name="MarketWeight">How much of its moves is the market's, 0 to 1.</param>
/// <param name="SharesPerMinute">Usual volume.</param>
/// <param name="HalfSpread">Half of (ask - bid) / price, a fraction.</param>
public sealed record SimulatedSymbol(Symbol Symbol, double StartPrice, double DailyVolatility, double MarketWeight, double SharesPerMinute, double HalfSpread)
{
    /// <summary>The symbols of the simulated market.</summary>
    public static IReadOnlyList<SimulatedSymbol> Default { get; } =
    [
        Of("AAPL", 178, 0.016, 0.6, 90_000), Of("AMD", 104, 0.030, 0.5, 70_000), Of("AMZN", 142, 0.020, 0.6, 60_000),
        Of("BAC", 31, 0.017, 0.5, 95_000), Of("CVX", 151, 0.015, 0.4, 18_000), Of("DIS", 92, 0.017, 0.5, 25_000),
        Of("GLD", 187, 0.009, 0.1, 15_000), Of("GOOG", 138, 0.018, 0.6, 45_000), Of("IBM", 146, 0.012, 0.4, 9_000),
        Of("IWM", 182, 0.014, 0.8, 65_000), Of("JPM", 152, 0.014, 0.5, 22_000), Of("KO", 59, 0.009, 0.3, 30_000),
        Of("META", 315, 0.023, 0.5, 40_000), Of("MSFT", 334, 0.016, 0.6, 55_000), Of("NVDA", 455, 0.030, 0.5, 85_000),
        Of("PFE", 33, 0.014, 0.2, 60_000), Of("QQQ", 372, 0.013, 0.9, 110_000), Of("SPY", 441, 0.010, 1.0, 160_000),
        Of("TSLA", 251, 0.034, 0.4, 120_000), Of("WMT", 161, 0.010, 0.3, 14_000), Of("XLE", 88, 0.017, 0.3, 35_000),
    ];

    private static SimulatedSymbol Of(string ticker, double price, double volatility, double weight, double volume) =>
        new(new Symbol(ticker), price, volatility, weight, volume, price < 50 ? 0.00015 : 0.00005);
}
