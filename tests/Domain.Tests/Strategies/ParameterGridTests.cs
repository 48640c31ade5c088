using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Tests.Strategies;

public sealed class StrategyBlueprintsTests
{
    [Fact]
    public void All_AreTheBuiltInStrategiesWithTheirDefaults()
    {
        StrategyBlueprints.All.Select(b => b.Id).ShouldBe(BuiltInStrategies.All.Select(s => s.Id));
        foreach (var blueprint in StrategyBlueprints.All)
        {
            var standard = BuiltInStrategies.Find(blueprint.Id)!;
            var made = blueprint.Create(new Dictionary<string, double>());
            made.GetType().FullName.ShouldBe(standard.ClassName);
            made.RequiredBars.ShouldBe(standard.Create().Strategy!.RequiredBars);
        }
    }

    [Theory]
    [InlineData("momentum", "speed", 1, "speed")]
    [InlineData("momentum", "buyAbove", -1, "buyAbove")]
    [InlineData("rsi-reversion", "period", 1.5, "period")]
    [InlineData("rsi-reversion", "period", double.NaN, "period")]
    [InlineData("z-score-reversion", "entry", 11, "entry")]
    public void Create_WithAParameterOutOfBounds_NamesIt(string strategy, string parameter, double value, string named) =>
        Should.Throw<StrategyParameterException>(() => StrategyBlueprints.Find(strategy)!.Create(new Dictionary<string, double> { [parameter] = value })).Parameter.ShouldBe(named);

    [Fact]
    public void Expand_OfTwoParameters_GivesAllCombinationsInOrder()
    {
        var grid = ParameterGrid.Expand([new("a", [1, 2]), new("b", [3, 4])]);

        grid.Select(g => (g["a"], g["b"])).ShouldBe([(1, 3), (1, 4), (2, 3), (2, 4)]);
        ParameterGrid.Expand([]).ShouldHaveSingleItem().ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => ParameterGrid.Expand([new("a", [.. Enumerable.Range(0, 40).Select(i => (double)i)]), new("b", [.. Enumerable.Range(0, 40).Select(i => (double)i)])]));
    }
}
