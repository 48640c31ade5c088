using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Slack;

/// <summary>Posts a notice as JSON to any address, signed so that the receiver knows who sent it and when.</summary>
/// <remarks><see cref="SignatureHeader"/> is <c>v1=</c> and the hexadecimal HMAC-SHA256, by the shared secret, of the time stamp, a dot and the body.</remarks>
/// <param name="address">May hold a token of its own: a secret.</param>
/// <param name="secret">Shared with the receiver; null sends unsigned.</param>
/// <param name="wall">The wall's clock.</param>
public sealed class SignedWebhook(HttpClient http, Uri address, string? secret, Severity least, TimeProvider wall) : INotificationChannel
{
    public const string SignatureHeader = "x-trading-signature";

    /// <summary>Seconds since 1970: refuse what is more than a few minutes old.</summary>
    public const string TimestampHeader = "x-trading-timestamp";

    public string Name => "webhook";

    public Severity Least => least;

    public Task Send(Notice notice, CancellationToken cancellationToken)
    {
        var now = wall.GetUtcNow();
        var (severity, key, title, text) = notice.Notification;
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}|{now.Ticks}"))))[..32];
        var json = JsonSerializer.SerializeToUtf8Bytes(new WebhookMessage(id, severity.ToString().ToLowerInvariant(), key, title, text, notice.Repeats, now.UtcDateTime), SlackJson.Default.WebhookMessage);
        return Delivery.Post(http, address, json, request => Sign(request, json, now), cancellationToken);
    }

    private void Sign(HttpRequestMessage request, byte[] json, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add(TimestampHeader, timestamp);
        if (secret is not null)
        {
            byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), (byte)'.', .. json];
            request.Headers.Add(SignatureHeader, "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
        }
    }
}
