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
}
