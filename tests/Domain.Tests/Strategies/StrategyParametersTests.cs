using System.Text.Json.Nodes;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Domain.Strategies.Parameters;

namespace TradingFunctions.Domain.Tests.Strategies;

public sealed class StrategyParametersTests
{
    private static readonly StrategyParameters Sut = StrategyParameters.Of(typeof(EveryKind));

    [Fact]
    public void Schema_OfEveryKind_HasTypeBoundsAndDefault()
    {
        var properties = Sut.ToSchema()["properties"]!;

        properties["bars"]!.ToJsonString().ShouldBe("""{"type":"integer","description":"Bars.","default":20,"minimum":2,"maximum":100}""");
        properties["share"]!.ToJsonString().ShouldBe("""{"type":"number","description":"Share.","default":0.5,"exclusiveMinimum":0,"maximum":1}""");
        properties["cash"]!.ToJsonString().ShouldBe("""{"type":"number","description":"Dollars.","default":10.5,"minimum":0}""");
        properties["fast"]!.ToJsonString().ShouldBe("""{"type":"boolean","description":"Fast?","default":true}""");
        properties["average"]!.ToJsonString().ShouldBe("""{"type":"string","description":"Which.","default":"exponential","enum":["simple","exponential"]}""");
        Sut.ToSchema()["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void Numbers_StandForFlagsAndChoicesToo_AndWhatFitsNoneStaysOne()
    {
        Sut.FromNumbers([new("bars", 30), new("share", 0.25), new("fast", 0), new("average", 1), new("other", 5)]).ToJsonString()
            .ShouldBe("""{"bars":30,"share":0.25,"fast":false,"average":"exponential","other":5}""");
        Sut.FromNumbers([new("fast", 2), new("average", 2)]).ToJsonString().ShouldBe("""{"fast":2,"average":2}""");
        Sut.FromNumbers([new("fast", 1), new("average", 0.5)]).ToJsonString().ShouldBe("""{"fast":true,"average":0.5}""");
    }

    [Theory]
    [InlineData("""{"bars":1}""", "bars", "Must be a whole number from 2 to 100, is 1.")]
    [InlineData("""{"bars":2.5}""", "bars", "Must be a whole number from 2 to 100, is 2.5.")]
    [InlineData("""{"bars":"20"}""", "bars", "Must be a whole number from 2 to 100, is \"20\".")]
    [InlineData("""{"bars":1e30}""", "bars", "Must be a whole number from 2 to 100, is 1e30.")]
    [InlineData("""{"bars":null}""", "bars", "Must be a whole number from 2 to 100, is null.")]
    [InlineData("""{"share":0}""", "share", "Must be a number above 0 and at most 1, is 0.")]
    [InlineData("""{"share":1e999}""", "share", "Must be a number above 0 and at most 1, is 1e999.")]
    [InlineData("""{"cash":-1}""", "cash", "Must be a number at least 0, is -1.")]
    [InlineData("""{"fast":1}""", "fast", "Must be true or false, is 1.")]
    [InlineData("""{"average":"Simple"}""", "average", "Must be one of simple, exponential, is \"Simple\".")]
    [InlineData("""{"average":["simple"]}""", "average", "Must be one of simple, exponential, is [\"simple\"].")]
    [InlineData("""{"other":1}""", "other", "Is no parameter; there are bars, share, cash, fast, average.")]
    [InlineData("""{"bars":30,"share":0.1}""", "share", "Too little for so many bars.")]
    public void Value_ThatIsNotAllowed_IsNamedWithItsBounds(string json, string name, string message) =>
        Sut.Validate(JsonNode.Parse(json)!.AsObject()).ShouldHaveSingleItem().ShouldBe(new ParameterError(name, message));

    [Fact]
    public void Values_WithSeveralErrors_NameEachOfThem() =>
        Sut.Validate(JsonNode.Parse("""{"bars":0,"share":2,"x":1}""")!.AsObject()).Select(error => error.Name).ShouldBe(["x", "bars", "share"]);

    [Fact]
    public void Values_ThatAreAllowed_ReachTheClass()
    {
        var (strategy, errors) = StrategyDefinition.Of(typeof(Every)).Create(JsonNode.Parse("""{"bars":100,"share":1,"cash":0.1,"fast":false,"average":"simple"}""")!.AsObject());

        errors.ShouldBeEmpty();
        strategy.ShouldBeOfType<Every>().Given.ShouldBe(new EveryKind { Bars = 100, Share = 1, Cash = 0.1m, Fast = false, Average = AverageKind.Simple });
    }

    [Fact]
    public void Complete_FillsWhatIsNotGivenWithDefaults() =>
        Sut.Complete(new JsonObject { ["bars"] = 7 }).ToJsonString().ShouldBe("""{"bars":7,"share":0.5,"cash":10.5,"fast":true,"average":"exponential"}""");

    [Theory]
    [InlineData(typeof(NoStrategy), "is no strategy")]
    [InlineData(typeof(Unnamed), "has no name")]
    [InlineData(typeof(OtherContract), "version 99 of the strategy contract, and this host has version 1")]
    [InlineData(typeof(BadName), "may hold only letters")]
    [InlineData(typeof(LongName), "at most 50 characters")]
    [InlineData(typeof(TwoArguments), "constructor without arguments, or with one")]
    [InlineData(typeof(BadDefault), "default of the parameter bars is not allowed")]
    [InlineData(typeof(BadType), "not a String")]
    public void Definition_OfWhatCannotBeAStrategy_SaysWhy(Type type, string reason) =>
        Should.Throw<StrategyDefinitionException>(() => StrategyDefinition.Of(type)).Message.ShouldContain(reason);

    [Fact]
    public void Definition_OfAStrategyWithoutParameters_TakesNone()
    {
        var definition = StrategyDefinition.Of(typeof(Plain));

        definition.Create().Strategy.ShouldBeOfType<Plain>();
        definition.Create(new JsonObject { ["x"] = 1 }).Errors.ShouldHaveSingleItem().Message.ShouldBe("Is no parameter: the strategy has none.");
    }

    public enum AverageKind { Simple, Exponential }

    public sealed record EveryKind : ICheckedParameters
    {
        [StrategyParameter("Bars.", Min = 2, Max = 100)]
        public int Bars { get; init; } = 20;

        [StrategyParameter("Share.", Above = 0, Max = 1)]
        public double Share { get; init; } = 0.5;

        [StrategyParameter("Dollars.", Min = 0)]
        public decimal Cash { get; init; } = 10.5m;

        [StrategyParameter("Fast?")]
        public bool Fast { get; init; } = true;

        [StrategyParameter("Which.")]
        public AverageKind Average { get; init; } = AverageKind.Exponential;

        public string NoParameter { get; init; } = "";

        public IEnumerable<ParameterError> Check()
        {
            if (Bars == 30 && Share < 0.2)
            {
                yield return new ParameterError("share", "Too little for so many bars.");
            }
        }
    }

    public class Base : ITradingStrategy
    {
        public int RequiredBars => 1;

        public StrategySignal Evaluate(in StrategyInput input) => StrategySignal.Hold;
    }

    [Strategy("every")]
    public sealed class Every(EveryKind parameters) : Base
    {
        public EveryKind Given => parameters;
    }

    [Strategy("none")]
    public sealed class NoStrategy;

    public sealed class Unnamed : Base;

    [Strategy("other", contract: 99)]
    public sealed class OtherContract : Base;

    [Strategy("not a name")]
    public sealed class BadName : Base;

    [Strategy("a-name-that-is-a-bit-longer-than-a-name-of-a-strategy-may-be")]
    public sealed class LongName : Base;

    [Strategy("two")]
    public sealed class TwoArguments(int one, int other) : Base
    {
        public int Sum => one + other;
    }

    [Strategy("default")]
    public sealed class BadDefault(BadDefaultParameters parameters) : Base
    {
        public int Bars => parameters.Bars;
    }

    public sealed record BadDefaultParameters
    {
        [StrategyParameter("Bars.", Min = 1)]
        public int Bars { get; init; }
    }

    [Strategy("type")]
    public sealed class BadType(BadTypeParameters parameters) : Base
    {
        public string Text => parameters.Text;
    }

    public sealed record BadTypeParameters
    {
        [StrategyParameter("Text.")]
        public string Text { get; init; } = "";
    }

    [Strategy("plain")]
    public sealed class Plain : Base;
}
