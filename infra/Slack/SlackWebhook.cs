using System.Text.Json;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Slack;

/// <summary>A Slack incoming webhook: one message per notice; it cannot change one that was sent.</summary>
/// <param name="address">Whoever has it may post: a secret.</param>
public sealed class SlackWebhook(HttpClient http, Uri address, Severity least) : INotificationChannel
{
    public string Name => "slack-webhook";

    public Severity Least => least;

    public Task Send(Notice notice, CancellationToken cancellationToken) =>
        Delivery.Post(http, address, JsonSerializer.SerializeToUtf8Bytes(new SlackWebhookMessage(SlackText.Of(notice)), SlackJson.Default.SlackWebhookMessage), prepare: null, cancellationToken);
}
