using Microsoft.Extensions.Logging;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Pipeline.Notifications;

/// <summary>Takes notifications without a wait, and tells what the rules let through on every channel, each within its time.</summary>
/// <param name="wall">The wall's clock: people live by it, whatever time the market has.</param>
/// <param name="zone">Where people are, for the quiet hours.</param>
public sealed class NotificationCenter(
    NoticePolicy policy, IEnumerable<INotificationChannel> channels, TradeMetrics metrics, TimeProvider wall, TimeZoneInfo zone, TimeSpan timeout, ILogger<NotificationCenter> log) : INotifier
{
    /// <summary>Notifications that wait at most; what comes after is dropped and counted, what is critical last of all.</summary>
    public const int Capacity = 1000;

    private const int CriticalReserve = 100;

    /// <summary>How soon the waiting ones are looked at.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private readonly INotificationChannel[] all = [.. channels];
    private readonly NoticeGate gate = new(policy);
    private readonly Queue<Notification> waiting = new();
    private readonly Lock door = new();

    public Task Notify(Notification notification, CancellationToken cancellationToken)
    {
        Post(notification);
        return Task.CompletedTask;
    }

    /// <summary>The same for callers that cannot wait for anything.</summary>
    public void Post(Notification notification)
    {
        lock (door)
        {
            var room = notification.Severity == Severity.Critical ? Capacity : Capacity - CriticalReserve;
            if (waiting.Count < room)
            {
                waiting.Enqueue(notification);
                return;
            }
        }

        metrics.Notified("all", "dropped");
    }

    /// <summary>Tells what waits and may be told now. The host calls it again and again.</summary>
    public async Task TellOnce(CancellationToken cancellationToken)
    {
        while (Next() is { } notification)
        {
            switch (gate.Judge(notification, wall.GetUtcNow().UtcDateTime, Local()))
            {
                case NoticeVerdict.Send:
                    await Tell(new Notice(notification), cancellationToken);
                    break;
                case NoticeVerdict.Grouped:
                    metrics.Notified("all", "grouped");
                    break;
                default:
                    metrics.Notified("all", "held");
                    break;
            }
        }

        foreach (var notice in gate.Release(wall.GetUtcNow().UtcDateTime, Local()))
        {
            await Tell(notice, cancellationToken);
        }
    }

    private TimeOnly Local() => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(wall.GetUtcNow(), zone).DateTime);

    private Notification? Next()
    {
        lock (door)
        {
            return waiting.TryDequeue(out var notification) ? notification : null;
        }
    }

    /// <summary>Side by side: a channel that hangs costs the others nothing but this notice's time.</summary>
    private Task Tell(Notice notice, CancellationToken cancellationToken) =>
        Task.WhenAll(all.Where(channel => notice.Notification.Severity >= channel.Least).Select(channel => TellOn(channel, notice, cancellationToken)));

    private async Task TellOn(INotificationChannel channel, Notice notice, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(timeout, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await channel.Send(notice, either.Token);
            metrics.Notified(channel.Name, "sent");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            metrics.Notified(channel.Name, "failed");
            log.NotTold(channel.Name, notice.Notification.Key, $"no answer within {timeout.TotalSeconds} s");
        }
        catch (Exception e)
        {
            metrics.Notified(channel.Name, "failed");
            log.NotTold(channel.Name, notice.Notification.Key, e is NotificationException ? e.Message : e.GetType().Name);
        }
    }
}
