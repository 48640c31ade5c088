using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Tests.Strategies;

public sealed class ParameterGridTests
{
    [Fact]
    public void Expand_OfTwoParameters_GivesAllCombinationsInOrder()
    {
        var grid = ParameterGrid.Expand([new("a", [1, 2]), new("b", [3, 4])]);

        grid.Select(g => (g["a"], g["b"])).ShouldBe([(1, 3), (1, 4), (2, 3), (2, 4)]);
        ParameterGrid.Expand([]).ShouldHaveSingleItem().ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => ParameterGrid.Expand([new("a", [.. Enumerable.Range(0, 40).Select(i => (double)i)]), new("b", [.. Enumerable.Range(0, 40).Select(i => (double)i)])]));
    }
}
