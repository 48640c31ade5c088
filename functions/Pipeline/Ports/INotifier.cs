using TradingFunctions.Domain.Notifications;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>Tells people. Best effort: a failure is counted and never reaches a trade.</summary>
public interface INotifier
{
    Task Notify(Notification notification, CancellationToken cancellationToken);
}

/// <summary>One way to tell people.</summary>
public interface INotificationChannel
{
    /// <summary>For metrics and messages: lower-case letters.</summary>
    string Name { get; }

    /// <summary>What is less severe is not told here.</summary>
    Severity Least { get; }

    /// <exception cref="NotificationException">Not told.</exception>
    Task Send(Notice notice, CancellationToken cancellationToken);
}

/// <summary>A notice was not told. The message holds no address and no secret.</summary>
public sealed class NotificationException(string message, Exception? inner = null) : Exception(message, inner);
