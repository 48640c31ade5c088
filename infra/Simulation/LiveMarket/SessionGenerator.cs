using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Simulation.LiveMarket;

/// <summary>
/// Makes one symbol's minute bars, session after session: a random walk with the market's part in it, volatility that clusters (within a
/// session by a GARCH(1,1) recursion, Bollerslev 1986; from day to day by an autoregression), trends, jumps, and the smile of the trading day.
/// </summary>
internal sealed class SessionGenerator(SimulatedSymbol symbol, ulong seed)
{
    private const int MinutesPerDay = 390;
    private const double Shock = 0.12;
    private const double Persistence = 0.82;
    private const double JumpsPerSession = 0.4;

    /// <summary>Share of the way back to its start that a price is drawn overnight: the simulation runs for years and shall stay near its start.</summary>
    private const double Reversion = 0.03;

    private static readonly ulong MarketKey = KeyedNoise.Key("the market");

    private readonly ulong key = unchecked(KeyedNoise.Key(symbol.Symbol.Value) ^ (seed * 0x9E3779B97F4A7C15UL));
    private readonly ulong marketKey = unchecked(MarketKey ^ (seed * 0x9E3779B97F4A7C15UL));
    private double price = symbol.StartPrice;
    private double dayVolatility;
    private double trend;

    /// <summary>The bars of the next session; sessions must be asked for in order.</summary>
    public IEnumerable<Bar> Next(Session session)
    {
        var day = session.Date.DayNumber;
        var minutes = (int)(session.CloseUtc - session.OpenUtc).TotalMinutes;
        var usual = symbol.DailyVolatility / Math.Sqrt(MinutesPerDay);
        dayVolatility = (0.8 * dayVolatility) + (0.3 * Noise(day, 0, 10));
        trend = (0.4 * trend) + (0.4 * Noise(day, 0, 12));
        price *= Math.Exp((symbol.DailyVolatility * 0.4 * Mixed(day, 0, 14)) - (Reversion * Math.Log(price / symbol.StartPrice)));
        var level = usual * Math.Exp(dayVolatility);
        var variance = level * level;
        for (var minute = 0; minute < minutes; minute++)
        {
            var noise = Mixed(day, minute + 1, 20);
            var smile = Smile((double)minute / minutes);
            var drift = level * 0.12 * (trend + (0.8 * Wave(day, minute)));
            var move = (Math.Sqrt(variance) * smile * noise) + drift + Jump(day, minute, level);
            var open = Cents(price);
            price = Math.Clamp(price * Math.Exp(move), symbol.StartPrice / 50, symbol.StartPrice * 50);
            var close = Cents(price);
            variance = (level * level * (1 - Shock - Persistence)) + (Shock * variance * noise * noise) + (Persistence * variance);
            yield return Bar(session, minute, open, close, Math.Sqrt(variance), smile, Math.Abs(move) / level, day);
        }
    }

    private Bar Bar(Session session, int minute, double open, double close, double volatility, double smile, double surprise, int day)
    {
        var wick = volatility * smile * 0.6;
        var high = Cents(Math.Max(open, close) * (1 + (wick * KeyedNoise.Uniform(key, day, minute + 1, 30))));
        var low = Cents(Math.Min(open, close) * (1 - (wick * KeyedNoise.Uniform(key, day, minute + 1, 31))));
        var volume = Math.Round(symbol.SharesPerMinute * smile * smile * (0.6 + (0.4 * surprise)) * Math.Exp(0.35 * Noise(day, minute + 1, 32)));
        var half = Math.Max(0.01, close * symbol.HalfSpread * (0.7 + (0.6 * surprise)));
        var start = session.OpenUtc.AddMinutes(minute);
        return new Bar(start, start.AddMinutes(1), open, Math.Max(high, Math.Max(open, close)), Math.Min(low, Math.Min(open, close)), close, volume, Cents(close - half), Cents(close + half));
    }

    /// <summary>The symbol's own noise mixed with the market's; of variance 1.</summary>
    private double Mixed(int day, int minute, int purpose) =>
        (symbol.MarketWeight * KeyedNoise.Normal(marketKey, day, minute, purpose))
        + (Math.Sqrt(1 - (symbol.MarketWeight * symbol.MarketWeight)) * Noise(day, minute, purpose));

    private double Noise(int day, int minute, int purpose) => KeyedNoise.Normal(key, day, minute, purpose);

    /// <summary>Trends inside the day: a slow wave whose direction changes every half hour or so.</summary>
    private double Wave(int day, int minute) => Math.Tanh(2 * Noise(day, minute / 25, 40));

    private double Jump(int day, int minute, double level) =>
        KeyedNoise.Uniform(key, day, minute, 50) < JumpsPerSession / MinutesPerDay ? level * 12 * Noise(day, minute, 51) : 0;

    /// <summary>Busy at the open, quiet at noon, busy at the close.</summary>
    private static double Smile(double through) => 0.75 + (1.1 * Math.Pow(through - 0.5, 2) * 4 * 0.75);

    private static double Cents(double value) => Math.Max(0.01, Math.Round(value, 2));
}
