using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting;

/// <summary>Tells people through the log.</summary>
internal sealed class LogChannel(ILogger<LogChannel> log) : INotificationChannel
{
    public string Name => "log";

    public Severity Least => Severity.Info;

    public Task Send(Notice notice, CancellationToken cancellationToken)
    {
        var (severity, key, title, text) = notice.Notification;
        var level = severity switch
        {
            Severity.Info => LogLevel.Information,
            Severity.Warning => LogLevel.Warning,
            _ => LogLevel.Critical,
        };
        if (notice.Repeats > 1)
        {
            log.NotifiedAgain(level, title, notice.Repeats, text);
        }
        else
        {
            log.Notified(level, key, title, text);
        }

        return Task.CompletedTask;
    }
}
