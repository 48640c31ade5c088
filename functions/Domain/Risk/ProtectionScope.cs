using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Risk;

/// <summary>What a protection looks at, and what it keeps from being entered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProtectionScope>))]
public enum ProtectionScope
{
    /// <summary>Exits of one symbol; that symbol.</summary>
    Symbol,

    /// <summary>Exits of the account; every symbol.</summary>
    All,
}
