using TradingFunctions.Domain.Learning;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>The trained strategy as a host knows it.</summary>
public static class TrainedStrategies
{
    private static readonly StrategyDefinition Definition = StrategyDefinition.Of(typeof(TrainedStrategy));

    /// <param name="model">Where it looks for the model at each evaluation.</param>
    /// <param name="contentHash">Checksum of a model that never changes: of a replay; null where it is the registry's.</param>
    public static KnownStrategy Of(CurrentModel model, string? contentHash = null) => new(
        Definition,
        parameters =>
        {
            var (strategy, errors) = Definition.Create(parameters);
            return ((strategy as TrainedStrategy)?.With(() => model.Model), errors);
        },
        contentHash is null ? null : ModelFile.Name,
        contentHash);

    /// <summary>The strategies that there are, and the trained one.</summary>
    public static StrategyCatalog With(this StrategyCatalog catalog, KnownStrategy trained) =>
        new(catalog.All.Where(known => BuiltInStrategies.Find(known.Definition.Id) is null && known.Definition.Id != Definition.Id).Append(trained), catalog.Refused);
}
