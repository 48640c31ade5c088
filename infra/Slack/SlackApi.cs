using System.Collections.Concurrent;
using System.Text.Json;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Slack;

/// <summary>Slack's Web API: a repeat of a matter changes the message that told it first instead of sending another one.</summary>
/// <param name="token">A bot token with <c>chat:write</c>: a secret.</param>
/// <param name="channel">Id or name of the channel.</param>
/// <param name="api">Address of the API; tests have their own.</param>
/// <param name="wall">The wall's clock.</param>
public sealed class SlackApi(HttpClient http, string token, string channel, Severity least, Uri api, TimeProvider wall) : INotificationChannel
{
    /// <summary>Where Slack serves it.</summary>
    public static readonly Uri PublicAddress = new("https://slack.com/api/");

    /// <summary>A message older than this is history: a repeat is a message of its own.</summary>
    private static readonly TimeSpan ChangedFor = TimeSpan.FromHours(1);

    private const int MaxKnown = 500;

    private readonly ConcurrentDictionary<string, Message> known = new(StringComparer.Ordinal);

    private sealed record Message(string Channel, string Ts, DateTimeOffset At, int Repeats);

    public string Name => "slack";

    public Severity Least => least;

    public async Task Send(Notice notice, CancellationToken cancellationToken)
    {
        var now = wall.GetUtcNow();
        var key = notice.Notification.Key;
        if (notice.Repeats > 1 && known.TryGetValue(key, out var before) && now - before.At < ChangedFor)
        {
            var whole = notice with { Repeats = before.Repeats + notice.Repeats };
            var changed = await Call("chat.update", new SlackPost(before.Channel, SlackText.Of(whole), before.Ts), cancellationToken);
            if (changed.Ok)
            {
                known[key] = before with { Repeats = whole.Repeats };
                return;
            }

            // Deleted, or too old for the workspace's rules: told anew.
        }

        var posted = await Call("chat.postMessage", new SlackPost(channel, SlackText.Of(notice)), cancellationToken);
        if (posted is not { Ok: true, Ts: { } ts })
        {
            throw new NotificationException($"Slack refused it: {Word(posted.Error)}");
        }

        if (known.Count >= MaxKnown)
        {
            known.Clear();
        }

        // The API changes messages by the channel's id, whatever name it was given.
        known[key] = new Message(posted.Channel ?? channel, ts, now, notice.Repeats);
    }

    private async Task<SlackAnswer> Call(string method, SlackPost post, CancellationToken cancellationToken)
    {
        var body = await Delivery.Post(
            http, new Uri(api, method), JsonSerializer.SerializeToUtf8Bytes(post, SlackJson.Default.SlackPost), request => request.Headers.Authorization = new("Bearer", token), cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body, SlackJson.Default.SlackAnswer) ?? throw new NotificationException("Slack answered nothing");
        }
        catch (JsonException)
        {
            throw new NotificationException("Slack's answer cannot be read");
        }
    }

    /// <summary>Slack's errors are words such as <c>channel_not_found</c>; anything else is not repeated.</summary>
    private static string Word(string? error) => error is { Length: > 0 and <= 60 } && error.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? error : "no reason given";
}
