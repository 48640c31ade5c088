using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>Compares two values of one limit, as they stand in the configuration.</summary>
public static class LimitOrder
{
    /// <summary>Whether one value of a limit lets more through than another; a limit that is not set lets everything through.</summary>
    public static bool IsLooser(LimitInfo limit, JsonNode? value, JsonNode? than) => limit.Loosening switch
    {
        Loosening.Higher => than is not null && (value is null || Number(value) > Number(than)),
        Loosening.Lower => than is not null && (value is null || Number(value) < Number(than)),
        Loosening.Off => than?.GetValue<bool>() == true && value?.GetValue<bool>() != true,
        Loosening.On => than?.GetValue<bool>() == false && value?.GetValue<bool>() != false,
        Loosening.FewerNames => Names(than).Except(Names(value), StringComparer.Ordinal).Any(),
        Loosening.MoreNames => Names(than) is { Length: > 0 } before && (Names(value) is not { Length: > 0 } after || after.Except(before, StringComparer.Ordinal).Any()),
        Loosening.NotDeny => IsDeny(than) && !IsDeny(value),
        _ => false,
    };

    /// <summary>Whether a value of a limit lets everything through: it is not set, a flag on its loose side, a list that names nobody, or a number that nothing falls below.</summary>
    public static bool IsOff(LimitInfo limit, JsonNode? value) => limit.Loosening switch
    {
        Loosening.Higher => value is null,
        Loosening.Lower => value is null || Number(value) <= limit.OffAt,
        Loosening.Off => value?.GetValue<bool>() != true,
        Loosening.On => value?.GetValue<bool>() != false,
        Loosening.FewerNames or Loosening.MoreNames => Names(value).Length == 0,
        Loosening.NotDeny => !IsDeny(value),
        _ => false,
    };

    private static bool IsDeny(JsonNode? value) => string.Equals(value?.GetValue<string>(), nameof(ClosedMarketPolicy.Deny), StringComparison.Ordinal);

    private static decimal Number(JsonNode value) => value.GetValueKind() == JsonValueKind.Number
        ? value.Deserialize(RiskJson.Default.Decimal)
        : TimeSpan.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture).Ticks;

    private static string[] Names(JsonNode? value) => value is JsonArray names ? [.. names.Select(name => name!.GetValue<string>())] : [];
}
