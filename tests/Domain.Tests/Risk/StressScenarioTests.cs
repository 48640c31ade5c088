using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

public sealed class StressScenarioTests
{
    [Fact]
    public void Profit_OfLongsAndShorts_TakesEachSideByItsShock()
    {
        var scenario = new StressScenario("squeeze", Longs: -0.1m, Shorts: 0.3m);

        scenario.Profit([new Money(1_000m), new Money(-500m)]).ShouldBe(new Money(-250m));
    }

    [Fact]
    public void Standard_OnAnyBook_HasALosingScenario()
    {
        foreach (var book in new Money[][] { [new Money(1m)], [new Money(-1m)], [new Money(1m), new Money(-1m)] })
            StressScenario.Standard.Min(scenario => scenario.Profit(book)).ShouldBeLessThan(Money.Zero);
    }

    /// <summary>A thousand dollars long and five hundred short, under each of the shocks.</summary>
    [Theory]
    [InlineData("fall of 10 %", -50)]
    [InlineData("fall of 20 %", -100)]
    [InlineData("rise of 10 %", 50)]
    [InlineData("short squeeze of 30 %", -150)]
    [InlineData("longs fall, shorts rise 10 %", -150)]
    public void Standard_Shock_DoesWhatItsNameSays(string name, int profit) =>
        StressScenario.Standard.Where(scenario => scenario.Name == name).ShouldHaveSingleItem().Profit([new Money(1_000m), new Money(-500m)]).ShouldBe(new Money(profit));

    [Fact]
    public void Profit_OfNothing_IsNothing() => StressScenario.Standard.ShouldAllBe(scenario => scenario.Profit(new[] { Money.Zero }) == Money.Zero);
}
