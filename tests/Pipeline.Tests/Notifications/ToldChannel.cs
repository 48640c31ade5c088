using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Notifications;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Pipeline.Tests.Notifications;

/// <summary>A channel that keeps what it is told.</summary>
internal sealed class ToldChannel : INotificationChannel
{
    private readonly List<Notification> told = [];

    public Notification[] Told => [.. told];

    public string Name => "told";

    public Severity Least => Severity.Info;

    public Task Send(Notice notice, CancellationToken cancellationToken)
    {
        told.Add(notice.Notification);
        return Task.CompletedTask;
    }

    /// <summary>A center that groups nothing and holds nothing back.</summary>
    public static NotificationCenter Center(TradeMetrics metrics, INotificationChannel channel) =>
        new(new NoticePolicy(TimeSpan.Zero, 1000), [channel], metrics, TimeProvider.System, TimeZoneInfo.Utc, TimeSpan.FromSeconds(20), NullLogger<NotificationCenter>.Instance);
}
