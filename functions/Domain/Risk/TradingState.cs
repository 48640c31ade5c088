using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Risk;

/// <summary>What may be sent to the broker. Cancels always may.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TradingState>))]
public enum TradingState
{
    Active,

    /// <summary>Only orders that reduce a position.</summary>
    Reducing,

    /// <summary>No orders at all.</summary>
    Halted,
}
