using System.Text.Json.Serialization;

namespace TradingFunctions.Infra.Slack;

internal sealed record SlackWebhookMessage(string Text);

internal sealed record SlackPost(string Channel, string Text, string? Ts = null);

/// <param name="Ts">The message's time stamp, which is its id in its channel.</param>
internal sealed record SlackAnswer(bool Ok, string? Error = null, string? Ts = null, string? Channel = null);

/// <param name="Id">The same when a notice is sent again.</param>
internal sealed record WebhookMessage(string Id, string Severity, string Key, string Title, string Text, int Repeats, DateTime AtUtc);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlackWebhookMessage))]
[JsonSerializable(typeof(SlackPost))]
[JsonSerializable(typeof(SlackAnswer))]
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class SlackJson : JsonSerializerContext;
