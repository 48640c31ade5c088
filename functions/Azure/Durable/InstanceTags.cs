using System.Collections.Immutable;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

/// <summary>What a query shows of an instance and the SDK's own metadata leave out.</summary>
internal static class InstanceTags
{
    public const string Version = "version";

    public const string Parent = "parent";

    public static ImmutableDictionary<string, string> Of(OrchestrationDefinition orchestration) =>
        ImmutableDictionary<string, string>.Empty.Add(Version, orchestration.Version);

    public static ImmutableDictionary<string, string> OfChild(OrchestrationDefinition orchestration, string parentId) =>
        Of(orchestration).Add(Parent, parentId);
}
