using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine;

/// <summary>The catalogue by name.</summary>
internal sealed class DefinitionIndex(Catalog catalog)
{
    private readonly Dictionary<(string Name, string Version), OrchestrationDefinition> orchestrations =
        catalog.Orchestrations.ToDictionary(definition => (definition.Name, definition.Version));

    private readonly Dictionary<string, ActivityDefinition> activities = catalog.Activities.ToDictionary(definition => definition.Name);

    public OrchestrationDefinition? Orchestration(string name, string version) => orchestrations.GetValueOrDefault((name, version));

    public ActivityDefinition? Activity(string name) => activities.GetValueOrDefault(name);
}
