namespace TradingFunctions.Pipeline.Ports;

public enum Severity { Info, Warning, Critical }

/// <param name="Key">Groups repeats of one matter.</param>
public sealed record Notification(Severity Severity, string Key, string Title, string Text);

/// <summary>Tells people. Best effort: a failure is counted and never reaches a trade.</summary>
public interface INotifier
{
    Task Notify(Notification notification, CancellationToken cancellationToken);
}
