using TradingFunctions.Domain.Analysis;

namespace TradingFunctions.Domain.Tests.Analysis;

public sealed class MomentumKernelTests
{
    private static readonly string[] Signals = ["sell", "hold", "buy"];
    private static readonly string[] Qualities = ["bad", "neutral", "good"];

    [Theory]
    [InlineData("100", "hold", "neutral")]
    [InlineData("100 101", "hold buy", "neutral neutral")]
    [InlineData("100 101 102", "hold buy buy", "neutral good neutral")]
    [InlineData("100 101 100.9", "hold buy hold", "neutral bad neutral")]
    [InlineData("100 101 101", "hold buy hold", "neutral neutral neutral")]
    [InlineData("100 99 98.9", "hold sell hold", "neutral good neutral")]
    [InlineData("100 99 99.1", "hold sell hold", "neutral bad neutral")]
    [InlineData("100 99 99", "hold sell hold", "neutral neutral neutral")]
    [InlineData("100 100.5", "hold hold", "neutral neutral")]
    [InlineData("200 201", "hold hold", "neutral neutral")]
    [InlineData("1000 1005.1", "hold buy", "neutral neutral")]
    [InlineData("1000 994.9", "hold sell", "neutral neutral")]
    public void Evaluate_OfHandCases_IsAsTheRuleSays(string prices, string signals, string qualities)
    {
        var found = Run(Prices(prices));

        found.Signals.ShouldBe(signals.Split(' '));
        found.Qualities.ShouldBe(qualities.Split(' '));
    }

    [Fact]
    public void Evaluate_AtTheThreshold_ComparesTheDoubleItself()
    {
        // 0.5 % up in decimals; the nearest doubles give a little more for one pair and a little less for the other.
        foreach (var (before, after) in new[] { (200.0, 201.0), (400.0, 402.0), (20.0, 20.1), (60.0, 60.3), (1.0, 1.005), (8.0, 8.04) })
        {
            Run([before, after]).Signals[1].ShouldBe(after / before - 1 > 0.005 ? "buy" : "hold");
            Run([after, after * 0.995]).Signals[1].ShouldBe(after * 0.995 / after - 1 < -0.005 ? "sell" : "hold");
        }
    }

    [Fact]
    public void Evaluate_FirstPrice_HasNoChange()
    {
        var found = Run(Prices("100 101"));

        found.Changes[0].ShouldBe(double.NaN);
        found.Changes[1].ShouldBe(101.0 / 100 - 1);
    }

    [Fact]
    public void Counts_WithoutASignal_HaveNoSuccessRate()
    {
        Run(Prices("100 100 100")).Counts.SuccessRate.ShouldBeNull();
        Run(Prices("100 101 102")).Counts.SuccessRate.ShouldBe(1);
        Run(Prices("100 101 102 101")).Counts.SuccessRate.ShouldBe(0.5);
    }

    [Fact]
    public void Evaluate_RandomColumns_VectorsScalarAndNaiveAgree()
    {
        var random = new Random(20260101);
        for (var run = 0; run < 2000; run++)
        {
            var column = RandomColumn(random, random.Next(1, run % 20 == 0 ? 3000 : 90));
            var prices = new double[column.Length];
            var rows = new int[column.Length];
            var count = PresentPrices.Copy(column, prices, rows);
            PresentPrices.IsDense(column).ShouldBe(count == column.Length);
            var present = prices.AsSpan(0, count).ToArray();
            var naive = NaiveMomentum.Evaluate(column);

            var fast = Run(present);
            var scalar = Run(present, scalar: true);

            rows[..count].ShouldBe(naive.Select(r => r.Index));
            fast.Signals.ShouldBe(naive.Select(r => r.Signal));
            fast.Qualities.ShouldBe(naive.Select(r => r.Quality));
            fast.Changes.Select(BitConverter.DoubleToInt64Bits).ShouldBe(naive.Select(r => BitConverter.DoubleToInt64Bits(r.Change ?? double.NaN)));
            fast.Counts.ShouldBe(NaiveMomentum.Count(naive));
            (scalar.Counts, string.Join(' ', scalar.Signals), string.Join(' ', scalar.Qualities)).ShouldBe((fast.Counts, string.Join(' ', fast.Signals), string.Join(' ', fast.Qualities)));
        }
    }

    [Fact]
    public void Evaluate_InSlices_GivesTheRowsAndCountsOfTheWhole()
    {
        var random = new Random(7);
        for (var run = 0; run < 500; run++)
        {
            var column = RandomColumn(random, random.Next(1, 600));
            var prices = new double[column.Length];
            var rows = new int[column.Length];
            var count = PresentPrices.Copy(column, prices, rows);
            var present = prices.AsSpan(0, count).ToArray();
            var whole = Run(present);
            var slices = random.Next(1, 40);

            var sum = default(SignalCounts);
            var (signals, changes) = (new List<string>(), new List<double>());
            for (var slice = 0; slice < slices; slice++)
            {
                var from = TimeSlices.FirstPrice(rows.AsSpan(0, count), TimeSlices.FirstRow(slice, slices, column.Length));
                var to = TimeSlices.FirstPrice(rows.AsSpan(0, count), TimeSlices.FirstRow(slice + 1, slices, column.Length));
                var part = Run(present, from, to);
                sum += part.Counts;
                signals.AddRange(part.Signals);
                changes.AddRange(part.Changes);
            }

            sum.ShouldBe(whole.Counts);
            signals.ShouldBe(whole.Signals);
            changes.ShouldBe(whole.Changes);
        }
    }

    [Fact]
    public void Evaluate_WithoutRoomForTheRows_Throws()
    {
        Should.Throw<ArgumentException>(() => MomentumKernel.Evaluate([1, 2, 3], 0, 3, MomentumThresholds.Default, new SignalRows(new double[2], new sbyte[3], new sbyte[3])));
        Should.Throw<ArgumentException>(() => MomentumKernel.Evaluate([1, 2, 3], 1, 4, MomentumThresholds.Default, new SignalRows(new double[3], new sbyte[3], new sbyte[3])));
    }

    [Theory]
    [InlineData(0, -0.005)]
    [InlineData(0.005, 0)]
    [InlineData(double.NaN, -0.005)]
    [InlineData(0.005, double.NegativeInfinity)]
    public void Thresholds_OnTheWrongSide_Throw(double buyAbove, double sellBelow) => Should.Throw<ArgumentOutOfRangeException>(() => new MomentumThresholds(buyAbove, sellBelow));

    private static double[] Prices(string text) => [.. text.Split(' ').Select(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture))];

    private static double[] RandomColumn(Random random, int length)
    {
        var gaps = random.Next(4) switch { 0 => 0, 1 => 0.02, 2 => 0.3, _ => 0.9 };
        var column = new double[length];
        var cents = random.Next(500, 50_000);
        for (var i = 0; i < length; i++)
        {
            // Whole cents and large steps: equal prices and changes near the thresholds are frequent.
            cents = Math.Max(100, cents + (int)(cents * (random.NextDouble() - 0.5) * 0.02));
            column[i] = random.NextDouble() < gaps ? double.NaN : cents / 100.0;
        }

        return column;
    }

    private static (SignalCounts Counts, double[] Changes, string[] Signals, string[] Qualities) Run(double[] prices, int from = 0, int to = -1, bool scalar = false)
    {
        to = to < 0 ? prices.Length : to;
        var (changes, signals, qualities) = (new double[to - from], new sbyte[to - from], new sbyte[to - from]);
        var rows = new SignalRows(changes, signals, qualities);
        var counts = scalar
            ? MomentumKernel.EvaluateScalar(prices, from, to, MomentumThresholds.Default, rows)
            : MomentumKernel.Evaluate(prices, from, to, MomentumThresholds.Default, rows);
        return (counts, changes, [.. signals.Select(s => Signals[s + 1])], [.. qualities.Select(q => Qualities[q + 1])]);
    }
}
