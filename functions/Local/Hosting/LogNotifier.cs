using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Hosting;

/// <summary>Tells people through the log.</summary>
internal sealed class LogNotifier(ILogger<LogNotifier> log) : INotifier
{
    public Task Notify(Notification notification, CancellationToken cancellationToken)
    {
        var level = notification.Severity switch
        {
            Severity.Info => LogLevel.Information,
            Severity.Warning => LogLevel.Warning,
            _ => LogLevel.Critical,
        };
        log.Notified(level, notification.Key, notification.Title, notification.Text);
        return Task.CompletedTask;
    }
}
