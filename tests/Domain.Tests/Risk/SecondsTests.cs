using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

/// <summary>Ages and spans as the controls tell them.</summary>
public sealed class SecondsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(10_000_000)]
    [InlineData(15_000_000)]
    [InlineData(-600_000_000)]
    [InlineData(123_456_789_012_345_670)]
    public void Age_OfAnySpan_HasTheDigitsOfTheQuotient(long ticks) => Digits(AgeOf(ticks)).ShouldBe(Digits(ticks / (decimal)TimeSpan.TicksPerSecond));

    [Fact]
    public void Age_OfManySpans_HasTheDigitsOfTheQuotient()
    {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var ticks = random.NextInt64(1L << random.Next(1, 58)) / 100 * 100;
            Digits(AgeOf(ticks)).ShouldBe(Digits(ticks / (decimal)TimeSpan.TicksPerSecond), $"{ticks} ticks");
        }
    }

    [Fact]
    public void Limit_OfTenYears_IsItsSeconds()
    {
        var checks = default(GateChecks);
        RiskGate.Evaluate(GateCase.Inputs() with { LastExitUtc = DateTime.MinValue }, GateCase.NoLimits with { Cooldown = TimeSpan.FromDays(3650) }, ref checks);

        Check(checks, "secondsSinceExit").Limit.ShouldBe(315_360_000m);
    }

    private static decimal AgeOf(long ticks)
    {
        var checks = default(GateChecks);
        RiskGate.Evaluate(GateCase.Inputs() with { ReferenceUtc = GateCase.Now.AddTicks(-ticks) }, GateCase.NoLimits, ref checks);
        return Check(checks, "referenceAgeSeconds").Value!.Value;
    }

    private static ControlCheck Check(GateChecks checks, string input) => Enumerable.Range(0, checks.Count).Select(i => checks[i]).Single(check => check.Input == input);

    private static int[] Digits(decimal value) => decimal.GetBits(value);
}
