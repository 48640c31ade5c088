using System.Text.Json.Nodes;

namespace TradingFunctions.Local.Tests.Api;

/// <summary>Signals as a client writes them.</summary>
internal static class Signals
{
    private static int count;

    public static string NextId() => $"test-{Environment.ProcessId}-{Interlocked.Increment(ref count)}";

    public static JsonObject Valid(string? id = null, string symbol = "AAPL", string action = "BUY", decimal? quantity = 1m) => new()
    {
        ["id"] = id ?? NextId(),
        ["symbol"] = symbol,
        ["action"] = action,
        ["quantity"] = quantity,
        ["confidence"] = 0.7,
        ["strategyId"] = "tests",
    };

    public static string With(string member, string json)
    {
        var signal = Valid();
        signal[member] = JsonNode.Parse(json);
        return signal.ToJsonString();
    }
}
