using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Api.Live;

/// <summary>Documents of the live view: the very JSON that the API answers with.</summary>
internal static class LiveJson
{
    public static LiveDocument Document<T>(string section, string id, T value, JsonTypeInfo<T> type) =>
        new(new LiveKey(section, id), JsonSerializer.SerializeToUtf8Bytes(value, type));
}
