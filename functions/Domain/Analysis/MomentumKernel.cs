using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TradingFunctions.Domain.Analysis;

/// <summary>
/// Momentum over the present prices of one contract, oldest first: change = p(t)/p(t-1) - 1; buy above the one threshold, sell below the other, else
/// hold; judged by the next price. Arithmetic is that of IEEE doubles, one division and one subtraction, whatever the width of the vectors:
/// the same numbers come out of any implementation that does these two operations.
/// </summary>
public static class MomentumKernel
{
    /// <summary>Prices that one step of the vector loop takes.</summary>
    private const int Step = 16;

    /// <summary>Evaluates the prices <paramref name="from"/> to <paramref name="to"/>, the latter not included; changes and judgements look across both borders.</summary>
    /// <param name="prices">All prices of the contract, none of them absent.</param>
    /// <param name="rows">As long as the range.</param>
    /// <exception cref="ArgumentException">The rows have not the length of the range, or the range is not within the prices.</exception>
    public static SignalCounts Evaluate(ReadOnlySpan<double> prices, int from, int to, MomentumThresholds thresholds, SignalRows rows)
    {
        Check(prices, from, to, rows);
        var counts = default(Counts);
        var at = from;
        if (Vector256.IsHardwareAccelerated)
        {
            if (at == 0 && to > 0)
            {
                Scalar(prices, 0, 1, thresholds, rows, from, ref counts);
                at = 1;
            }

            // The last price of all has no next one: the scalar loop judges it.
            at = Vectors(prices, at, Math.Min(to, prices.Length - 1), thresholds, rows, from, ref counts);
        }

        Scalar(prices, at, to, thresholds, rows, from, ref counts);
        return counts.Over(to - from);
    }

    /// <summary>The same, price by price: the definition that the fast one is held to.</summary>
    /// <exception cref="ArgumentException">The rows have not the length of the range, or the range is not within the prices.</exception>
    public static SignalCounts EvaluateScalar(ReadOnlySpan<double> prices, int from, int to, MomentumThresholds thresholds, SignalRows rows)
    {
        Check(prices, from, to, rows);
        var counts = default(Counts);
        Scalar(prices, from, to, thresholds, rows, from, ref counts);
        return counts.Over(to - from);
    }

    private static void Check(ReadOnlySpan<double> prices, int from, int to, SignalRows rows)
    {
        if (from < 0 || to < from || to > prices.Length)
        {
            throw new ArgumentException($"Rows {from} to {to} are not within {prices.Length} prices.", nameof(to));
        }

        if (rows.Changes.Length != to - from || rows.Signals.Length != to - from || rows.Qualities.Length != to - from)
        {
            throw new ArgumentException($"The rows must have room for exactly {to - from} prices.", nameof(rows));
        }
    }

    private static void Scalar(ReadOnlySpan<double> prices, int at, int to, MomentumThresholds thresholds, SignalRows rows, int origin, ref Counts counts)
    {
        for (var i = at; i < to; i++)
        {
            var change = i > 0 ? (prices[i] / prices[i - 1]) - 1 : double.NaN;
            var signal = change > thresholds.BuyAbove ? PriceSignal.Buy : change < thresholds.SellBelow ? PriceSignal.Sell : PriceSignal.Hold;
            var direction = i + 1 == prices.Length ? 0 : prices[i + 1] > prices[i] ? 1 : prices[i + 1] < prices[i] ? -1 : 0;
            var quality = (sbyte)(signal * direction);
            rows.Changes[i - origin] = change;
            rows.Signals[i - origin] = signal;
            rows.Qualities[i - origin] = quality;
            counts.Add(signal, quality);
        }
    }

    /// <returns>Where it stopped: fewer than a step of prices are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Vectors(ReadOnlySpan<double> prices, int at, int to, MomentumThresholds thresholds, SignalRows rows, int origin, ref Counts counts)
    {
        ref var price = ref MemoryMarshal.GetReference(prices);
        ref var change = ref MemoryMarshal.GetReference(rows.Changes);
        ref var signal = ref MemoryMarshal.GetReference(rows.Signals);
        ref var quality = ref MemoryMarshal.GetReference(rows.Qualities);
        var buyAbove = Vector256.Create(thresholds.BuyAbove);
        var sellBelow = Vector256.Create(thresholds.SellBelow);
        int buys = 0, sells = 0, good = 0, bad = 0;
        for (; at <= to - Step; at += Step)
        {
            var first = Four(ref price, ref change, at, at - origin, buyAbove, sellBelow, out var firstDirection);
            var second = Four(ref price, ref change, at + 4, at + 4 - origin, buyAbove, sellBelow, out var secondDirection);
            var third = Four(ref price, ref change, at + 8, at + 8 - origin, buyAbove, sellBelow, out var thirdDirection);
            var fourth = Four(ref price, ref change, at + 12, at + 12 - origin, buyAbove, sellBelow, out var fourthDirection);
            var signals = Narrow(first, second, third, fourth);
            var qualities = signals * Narrow(firstDirection, secondDirection, thirdDirection, fourthDirection);
            var signalBytes = Vector128.Narrow(signals.GetLower(), signals.GetUpper());
            var qualityBytes = Vector128.Narrow(qualities.GetLower(), qualities.GetUpper());
            signalBytes.StoreUnsafe(ref signal, (nuint)(at - origin));
            qualityBytes.StoreUnsafe(ref quality, (nuint)(at - origin));
            buys += Count(signalBytes, PriceSignal.Buy);
            sells += Count(signalBytes, PriceSignal.Sell);
            good += Count(qualityBytes, PriceSignal.Good);
            bad += Count(qualityBytes, PriceSignal.Bad);
        }

        counts = new Counts(counts.Buys + buys, counts.Sells + sells, counts.Good + good, counts.Bad + bad);
        return at;
    }

    /// <summary>Four prices: stores their changes and gives their signals and where the price goes next, each as -1, 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Four(
        ref double price, ref double change, int at, int row, Vector256<double> buyAbove, Vector256<double> sellBelow, out Vector256<long> direction)
    {
        var now = Vector256.LoadUnsafe(ref price, (nuint)at);
        var before = Vector256.LoadUnsafe(ref price, (nuint)(at - 1));
        var next = Vector256.LoadUnsafe(ref price, (nuint)(at + 1));
        var changes = (now / before) - Vector256<double>.One;
        changes.StoreUnsafe(ref change, (nuint)row);

        // A comparison that holds is -1.
        direction = Vector256.LessThan(next, now).AsInt64() - Vector256.GreaterThan(next, now).AsInt64();
        return Vector256.LessThan(changes, sellBelow).AsInt64() - Vector256.GreaterThan(changes, buyAbove).AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Narrow(Vector256<long> a, Vector256<long> b, Vector256<long> c, Vector256<long> d) =>
        Vector256.Narrow(Vector256.Narrow(a, b), Vector256.Narrow(c, d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(Vector128<sbyte> values, sbyte value) =>
        BitOperations.PopCount(Vector128.Equals(values, Vector128.Create(value)).ExtractMostSignificantBits());

    [StructLayout(LayoutKind.Auto)]
    private record struct Counts(int Buys, int Sells, int Good, int Bad)
    {
        public void Add(sbyte signal, sbyte quality)
        {
            Buys += signal == PriceSignal.Buy ? 1 : 0;
            Sells += signal == PriceSignal.Sell ? 1 : 0;
            Good += quality == PriceSignal.Good ? 1 : 0;
            Bad += quality == PriceSignal.Bad ? 1 : 0;
        }

        public readonly SignalCounts Over(int prices) => new(Buys, Sells, prices - Buys - Sells, Good, Bad, prices - Good - Bad);
    }
}
