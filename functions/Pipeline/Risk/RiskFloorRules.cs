using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>No limit may be looser than its floor, wherever its value comes from.</summary>
public static class RiskFloorRules
{
    private const string FloorPrefix = "riskControl.floors.";

    /// <param name="prefix">Put before each limit's key, such as <c>risk.</c></param>
    public static IEnumerable<OptionError> Check(RiskLimits limits, RiskFloors floors, string prefix)
    {
        var values = JsonSerializer.SerializeToNode(limits, ConfigurationJson.Default.RiskLimits)!.AsObject();
        foreach (var (name, floor) in Floors(floors))
        {
            if (LimitOrder.IsLooser(LimitCatalog.Find(name)!, values[name], floor))
            {
                yield return new OptionError(prefix + name, $"must not be looser than {FloorPrefix}{name} ({floor.ToJsonString()}), is {values[name]?.ToJsonString() ?? "not set"}.");
            }
        }
    }

    /// <summary>The floor of a limit; null where it has none.</summary>
    public static JsonNode? Of(RiskFloors floors, string name) => Floors(floors).FirstOrDefault(floor => string.Equals(floor.Key, name, StringComparison.Ordinal)).Value?.DeepClone();

    private static IEnumerable<KeyValuePair<string, JsonNode>> Floors(RiskFloors floors) =>
        JsonSerializer.SerializeToNode(floors, ConfigurationJson.Default.RiskFloors)!.AsObject().Where(floor => floor.Value is not null)!;
}
