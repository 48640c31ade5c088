using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Api.Instances;

/// <summary>An orchestration instance with its payloads as JSON.</summary>
public sealed record InstanceView(
    string InstanceId,
    string Orchestration,
    string Version,
    InstanceStatus Status,
    DateTime CreatedUtc,
    DateTime UpdatedUtc,
    string? ParentId,
    int Generation,
    int Turns,
    JsonNode? Input,
    JsonNode? Output,
    JsonNode? CustomStatus,
    TaskFailure? Failure)
{
    public static InstanceView Of(InstanceInfo info) => new(
        info.InstanceId, info.Orchestration, info.Version, info.Status, info.CreatedUtc, info.UpdatedUtc, info.ParentId, info.Generation, info.Turns,
        Payload.Of(info.Input), Payload.Of(info.Output), Payload.Of(info.CustomStatus), info.Failure);
}

/// <inheritdoc cref="HistoryEntry"/>
public sealed record HistoryView(int Generation, int Turn, DateTime AtUtc, string Kind, int TaskId, string? Name, JsonNode? Data)
{
    public static HistoryView Of(HistoryEntry entry) => new(entry.Generation, entry.Turn, entry.AtUtc, entry.Kind, entry.TaskId, entry.Name, Payload.Of(entry.Data));
}

public sealed record InstanceDetail(InstanceView Instance, ListAnswer<HistoryView> History);

/// <param name="Status">What was set going.</param>
public sealed record InstanceAction(string InstanceId, string Status);

/// <summary>Payloads of the engine.</summary>
internal static class Payload
{
    /// <summary>The payload as JSON; as text where it is none.</summary>
    public static JsonNode? Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text, ApiJson.Default.String);
        }
    }
}
