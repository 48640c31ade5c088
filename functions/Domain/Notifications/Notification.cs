namespace TradingFunctions.Domain.Notifications;

public enum Severity { Info, Warning, Critical }

/// <param name="Key">Groups repeats of one matter.</param>
public sealed record Notification(Severity Severity, string Key, string Title, string Text);
