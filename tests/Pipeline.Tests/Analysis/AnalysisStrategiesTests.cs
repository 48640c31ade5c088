using TradingFunctions.Domain.Learning;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Tests.Learning;

namespace TradingFunctions.Pipeline.Tests.Analysis;

public sealed class AnalysisStrategiesTests
{
    [Fact]
    public void Strategies_ThatAreBuiltIn_AreTakenWithTheirDefaults_ExceptThoseThatNeedVolume()
    {
        foreach (var strategy in BuiltInStrategies.All)
        {
            var (definition, errors) = Validate(AnalysisStrategies.BuiltIn, strategy.Id.Value);

            if (strategy.Id.Value == "volume-breakout")
            {
                errors.ShouldHaveSingleItem().ShouldBe(new WishError(
                    "strategy",
                    "volume-breakout looks at volumes, and a wide price table carries no volume. Possible are momentum, moving-average-crossover, rsi-reversion, opening-range, z-score-reversion."));
            }
            else
            {
                errors.ShouldBeEmpty();
                definition!.Code.ShouldBeNull();
                var made = AnalysisStrategies.BuiltIn.Open(definition, new NoArtefacts()).Create(definition.Variants[0]);
                (made.GetType().FullName, made.RequiredBars).ShouldBe((strategy.ClassName, strategy.Create().Strategy!.RequiredBars));
            }
        }
    }

    [Theory]
    [InlineData("momentum", "speed", 1, "parameters.speed")]
    [InlineData("momentum", "buyAbove", -1, "parameters.buyAbove")]
    [InlineData("rsi-reversion", "period", 1.5, "parameters.period")]
    [InlineData("rsi-reversion", "period", double.NaN, "parameters.period")]
    [InlineData("z-score-reversion", "entry", 11, "parameters.entry")]
    [InlineData("no-such", "entry", 11, "strategy")]
    [InlineData("no such", "entry", 11, "strategy")]
    [InlineData("trained", "buyAbove", 0.6, "strategy")]
    public void Wish_ThatCannotBeGranted_NamesTheField(string strategy, string parameter, double value, string field)
    {
        var (definition, errors) = Validate(AnalysisStrategies.BuiltIn, strategy, KeyValuePair.Create(parameter, (double[])[value]));

        definition.ShouldBeNull();
        errors.ShouldHaveSingleItem().Field.ShouldBe(field);
    }

    [Fact]
    public void PlugIn_IsKnownByItsFile_AndAnotherFileIsAnotherStrategy()
    {
        var (definition, errors) = Validate(new AnalysisStrategies(new StrategyCatalog([PlugIn("aa")], []), model: null), "flags", new("isBold", [0, 1]), new("mode", [1]));

        errors.ShouldBeEmpty();
        definition!.Code.ShouldBe(new AnalysisCode("aa"));
        var made = new AnalysisStrategies(new StrategyCatalog([PlugIn("aa")], []), model: null).Open(definition, new NoArtefacts()).Create(definition.Variants[1]);
        made.Evaluate(default).Reason.ShouldBe("True Slow");
        foreach (var other in (AnalysisStrategies[])[new(new StrategyCatalog([PlugIn("bb")], []), model: null), AnalysisStrategies.BuiltIn])
        {
            Should.Throw<ActivityFailureException>(() => other.Open(definition, new NoArtefacts())).Code.ShouldBe(AnalysisCodes.StrategyChanged);
        }
    }

    [Theory]
    [InlineData("isBold", 2, "Must be true or false, is 2.")]
    [InlineData("mode", 2, "Must be one of fast, slow, is 2.")]
    public void Number_ThatIsNoFlagOrChoice_IsRefused(string parameter, double value, string message) =>
        Validate(new AnalysisStrategies(new StrategyCatalog([PlugIn("aa")], []), model: null), "flags", KeyValuePair.Create(parameter, (double[])[value])).Errors.ShouldHaveSingleItem().ShouldBe(new WishError($"parameters.{parameter}", message));

    [Fact]
    public void PlugIn_ThatSaysItNeedsVolume_IsRefusedByName()
    {
        var thirsty = new KnownStrategy(StrategyDefinition.Of(typeof(Thirsty)), StrategyDefinition.Of(typeof(Thirsty)).Create, "thirsty.dll", "cc");

        Validate(new AnalysisStrategies(new StrategyCatalog([thirsty], []), model: null), "thirsty").Errors.ShouldHaveSingleItem().Message
            .ShouldStartWith("thirsty looks at volumes, and a wide price table carries no volume. Possible are momentum,");
    }

    [Fact]
    public void Model_OfTheAnalysis_StaysTheSame_WhenAnotherIsPromoted()
    {
        var (first, second) = (Model("first", 3), Model("second", -3));
        var before = new AnalysisStrategies(StrategyCatalog.BuiltIn, CurrentModel.Of(first));
        var (definition, errors) = Validate(before, "trained");
        errors.ShouldBeEmpty();
        definition!.Code.ShouldBe(new AnalysisCode(first.Checksum, "first"));

        var after = new AnalysisStrategies(StrategyCatalog.BuiltIn, CurrentModel.Of(second));
        after.Open(definition, new OneArtefact("first", first.ToBytes())).ShouldNotBeNull();
        foreach (var gone in (IArtefacts[])[new NoArtefacts(), new OneArtefact("first", second.ToBytes()), new OneArtefact("first", "{}"u8.ToArray())])
        {
            Should.Throw<ActivityFailureException>(() => after.Open(definition, gone)).Code.ShouldBe(AnalysisCodes.StrategyChanged);
        }
    }

    [Fact]
    public void Model_OnPrices_HasTheFeaturesThatTheyDoNotGiveAtTheirMean()
    {
        var model = Model("a", 3).Model;
        double[] features = [0, 0, 0, 0, 0, 0, 0, 0, 12, -7];

        model.LogOdds(features).ShouldNotBe(model.Bias);
        model.Without(BarFeatures.BeyondPrices).LogOdds(features).ShouldBe(model.Bias);
        BarFeatures.BeyondPrices.Select(i => BarFeatures.Names[i]).ShouldBe(["relativeVolume20", "range"]);
    }

    private static ModelFile Model(string run, double weight) => ModelFile.Of(
        run, DateTime.UnixEpoch, new LogisticModel(BarFeatures.Version, 1, new double[BarFeatures.Count], [.. Enumerable.Repeat(1d, BarFeatures.Count)], [.. Enumerable.Repeat(weight, BarFeatures.Count)], 0.25));

    private static KnownStrategy PlugIn(string hash)
    {
        var definition = StrategyDefinition.Of(typeof(Flags));
        return new KnownStrategy(definition, definition.Create, "flags.dll", hash);
    }

    private static (AnalysisDefinition? Definition, List<WishError> Errors) Validate(AnalysisStrategies strategies, string strategy, params KeyValuePair<string, double[]>[] parameters)
    {
        var errors = new List<WishError>();
        var wish = new AnalysisWish(new PriceTableSource("prices.csv", new TableRules()), Name: null, [], Contracts: null, Only: null, Index: null, Slices: 1, strategy, parameters, Raw: false, Signals: false, Concurrency: 1);
        return (wish.Validate("a", DateTime.UnixEpoch, strategies, errors), errors);
    }

    public enum Mode { Fast, Slow }

    public sealed record FlagsParameters
    {
        [Domain.Strategies.Parameters.StrategyParameter("Bold?")]
        public bool IsBold { get; init; }

        [Domain.Strategies.Parameters.StrategyParameter("Which.")]
        public Mode Mode { get; init; }
    }

    [Strategy("flags")]
    public sealed class Flags(FlagsParameters parameters) : ITradingStrategy
    {
        public int RequiredBars => 1;

        public StrategySignal Evaluate(in StrategyInput input) => StrategySignal.Buy(1, $"{parameters.IsBold} {parameters.Mode}");
    }

    [Strategy("thirsty", NeedsVolume = true)]
    public sealed class Thirsty : ITradingStrategy
    {
        public int RequiredBars => 1;

        public StrategySignal Evaluate(in StrategyInput input) => StrategySignal.Hold;
    }
}
