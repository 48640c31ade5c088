using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Simulation.Market;

namespace TradingFunctions.Infra.Simulation.LiveMarket;

/// <summary>The simulated live market as the tape of the simulated exchange, in slices of five seconds, so that an order need not wait for a whole minute to end.</summary>
/// <remarks>Inside a minute the price runs straight from the open over one extreme and the other to the close; a minute that rises has its low first.</remarks>
public sealed class LiveTape(SimulatedLiveMarket market) : IMarketTape
{
    private const int SlicesPerBar = 12;
    private const double FirstTurn = 0.35;
    private const double SecondTurn = 0.75;

    /// <summary>Length of a slice.</summary>
    public static TimeSpan Slice { get; } = TimeSpan.FromMinutes(1) / SlicesPerBar;

    public bool Has(Symbol symbol) => market.BarsOf(symbol) is not null;

    public bool TryNext(Symbol symbol, DateTime afterUtc, DateTime untilUtc, out Bar bar)
    {
        bar = default;
        if (market.BarsOf(symbol) is not { } bars || bars.CountAt(afterUtc) is var next && next >= bars.Count)
        {
            return false;
        }

        var minute = bars[next];
        var slice = afterUtc < minute.StartUtc ? 0 : (int)((afterUtc - minute.StartUtc) / Slice);
        var start = minute.StartUtc + (slice * Slice);
        if (start + Slice > untilUtc)
        {
            return false;
        }

        bar = SliceOf(minute, slice, start);
        return true;
    }

    public double? LastPrice(Symbol symbol, DateTime atUtc)
    {
        if (market.BarsOf(symbol) is not { } bars)
        {
            return null;
        }

        var ended = bars.CountAt(atUtc);
        if (ended < bars.Count && bars[ended] is var minute && atUtc >= minute.StartUtc + Slice)
        {
            return PriceAt(minute, Math.Floor((atUtc - minute.StartUtc) / Slice) / SlicesPerBar);
        }

        return ended > 0 ? bars[ended - 1].Close : null;
    }

    private static Bar SliceOf(in Bar minute, int slice, DateTime startUtc)
    {
        var (from, to) = ((double)slice / SlicesPerBar, (slice + 1d) / SlicesPerBar);
        var (open, close) = (PriceAt(minute, from), PriceAt(minute, to));
        var (high, low) = (Math.Max(open, close), Math.Min(open, close));
        foreach (var turn in (ReadOnlySpan<double>)[FirstTurn, SecondTurn])
        {
            if (turn > from && turn < to)
            {
                (high, low) = (Math.Max(high, PriceAt(minute, turn)), Math.Min(low, PriceAt(minute, turn)));
            }
        }

        var half = (minute.Ask - minute.Bid) / 2;
        return new Bar(startUtc, startUtc + Slice, open, high, low, close, minute.Volume / SlicesPerBar, close - half, close + half);
    }

    private static double PriceAt(in Bar minute, double through)
    {
        var rises = minute.Close >= minute.Open;
        var (first, second) = rises ? (minute.Low, minute.High) : (minute.High, minute.Low);
        return through switch
        {
            <= 0 => minute.Open,
            >= 1 => minute.Close,
            <= FirstTurn => Between(minute.Open, first, through / FirstTurn),
            <= SecondTurn => Between(first, second, (through - FirstTurn) / (SecondTurn - FirstTurn)),
            _ => Between(second, minute.Close, (through - SecondTurn) / (1 - SecondTurn)),
        };
    }

    private static double Between(double from, double to, double through) => from + ((to - from) * through);
}
