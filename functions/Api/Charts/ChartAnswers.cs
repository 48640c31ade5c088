using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Charts;

/// <summary>Bars of one symbol, column by column, oldest first; dollars and shares.</summary>
/// <param name="PeriodSeconds">Length of a bar of the source.</param>
/// <param name="EndsUtc">End of each bar: from then on it exists.</param>
public sealed record BarsAnswer(
    Symbol Symbol, int PeriodSeconds, DateTime[] EndsUtc, double[] Open, double[] High, double[] Low, double[] Close, double[] Volume)
{
    public static BarsAnswer Of(Symbol symbol, TimeSpan period, BarWindow bars)
    {
        var ends = new DateTime[bars.Count];
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = bars[i].EndUtc;
        }

        return new BarsAnswer(symbol, (int)period.TotalSeconds, ends, [.. bars.Opens], [.. bars.Highs], [.. bars.Lows], [.. bars.Closes], [.. bars.Volumes]);
    }
}

/// <summary>The account's value over one session, dollars.</summary>
/// <param name="StartEquity">At the end of the session before, or when the account began.</param>
/// <param name="AtUtc">Time of each point.</param>
public sealed record EquityAnswer(DateOnly Session, DateTime OpenUtc, DateTime CloseUtc, Money StartEquity, DateTime[] AtUtc, Money[] Equity)
{
    public static EquityAnswer Of(EquityDay day, Money startEquity) =>
        new(day.Session, day.OpenUtc, day.CloseUtc, startEquity, Array.ConvertAll(day.Seconds, seconds => day.OpenUtc.AddSeconds(seconds)), day.Equity);
}
