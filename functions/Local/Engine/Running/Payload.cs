using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Running;

/// <summary>Writes payloads and holds them to the port's limits.</summary>
internal static class Payload
{
    /// <exception cref="ActivityFailedException"><see cref="FailureCodes.TooLarge"/>.</exception>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type, string owner, int limit = Limits.PayloadBytes) =>
        Check(JsonSerializer.SerializeToUtf8Bytes(value, type), owner, limit);

    /// <exception cref="ActivityFailedException"><see cref="FailureCodes.TooLarge"/>.</exception>
    public static byte[] Check(byte[] json, string owner, int limit) =>
        TooLarge(json, owner, limit) is { } failure ? throw new ActivityFailedException(failure) : json;

    public static TaskFailure? TooLarge(byte[] json, string owner, int limit) =>
        json.Length <= limit ? null : new(owner, FailureCodes.TooLarge, $"The payload has {json.Length} bytes of JSON, the limit is {limit}.", Retriable: false);
}
