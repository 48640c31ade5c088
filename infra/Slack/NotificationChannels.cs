using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Slack;

/// <summary>The channels that the configuration names.</summary>
public static class NotificationChannels
{
    /// <param name="wall">The wall's clock.</param>
    public static IReadOnlyList<INotificationChannel> Of(NotifyOptions options, HttpClient http, TimeProvider wall)
    {
        var channels = new List<INotificationChannel>();
        if (options.Slack.Webhook is { Length: > 0 } slack)
        {
            channels.Add(new SlackWebhook(http, new Uri(slack), options.Slack.Least));
        }

        if (options.Slack.Token is { Length: > 0 } token && options.Slack.Channel is { Length: > 0 } channel)
        {
            channels.Add(new SlackApi(http, token, channel, options.Slack.Least, options.Slack.Api is { Length: > 0 } api ? new Uri(api) : SlackApi.PublicAddress, wall));
        }

        if (options.Webhook.Url is { Length: > 0 } url)
        {
            channels.Add(new SignedWebhook(http, new Uri(url), options.Webhook.Secret is { Length: > 0 } secret ? secret : null, options.Webhook.Least, wall));
        }

        return channels;
    }
}
