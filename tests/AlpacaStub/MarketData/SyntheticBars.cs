using TradingFunctions.AlpacaStub.Orders;
using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.MarketData;

/// <summary>Made-up bars: a pure function of symbol and time, so that pages agree with each other.</summary>
internal static class SyntheticBars
{
    /// <summary>The bar that starts at a time.</summary>
    public static BarBody At(string symbol, DateTime startUtc)
    {
        var open = Price(symbol, startUtc.Ticks);
        var close = Price(symbol, startUtc.Ticks + 1);
        return new BarBody(startUtc, open, Math.Max(open, close) + 0.05m, Math.Min(open, close) - 0.05m, close, 1000 + (startUtc.Ticks / TimeSpan.TicksPerMinute % 500), 10, Math.Round((open + close) / 2m, 4));
    }

    /// <summary>The length of a timeframe like 5Min, 1Hour or 1Day; null when it is none.</summary>
    public static TimeSpan? Length(string? timeframe)
    {
        if (timeframe is null)
        {
            return null;
        }

        var digits = timeframe.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && int.TryParse(timeframe.AsSpan(0, digits), out var count) ? timeframe[digits..] switch
        {
            "Min" or "T" => TimeSpan.FromMinutes(count),
            "Hour" or "H" => TimeSpan.FromHours(count),
            "Day" or "D" => TimeSpan.FromDays(count),
            "Week" or "W" => TimeSpan.FromDays(7 * count),
            _ => null,
        } : null;
    }

    private static decimal Price(string symbol, long ticks) =>
        Math.Round(Assets.StartPrice(symbol) * (1m + (0.01m * (decimal)Math.Sin(ticks / (double)TimeSpan.TicksPerMinute / 37d))), 2);
}
