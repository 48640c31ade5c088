using System.Text.Json.Nodes;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Tests.Strategies;

/// <summary>Built-in strategies by their parameters as JSON.</summary>
internal static class Parameters
{
    public static ITradingStrategy Strategy(string name, string json) => Create(name, json).Strategy.ShouldNotBeNull();

    public static void Refused(string name, string json, string parameter, string bounds)
    {
        var (strategy, errors) = Create(name, json);
        strategy.ShouldBeNull();
        errors.ShouldHaveSingleItem().Name.ShouldBe(parameter);
        errors[0].Message.ShouldContain(bounds);
    }

    private static (ITradingStrategy? Strategy, IReadOnlyList<Domain.Strategies.Parameters.ParameterError> Errors) Create(string name, string json) =>
        BuiltInStrategies.Find(new StrategyId(name))!.Create(JsonNode.Parse(json)!.AsObject());
}
