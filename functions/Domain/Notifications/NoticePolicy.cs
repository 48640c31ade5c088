namespace TradingFunctions.Domain.Notifications;

/// <summary>How much people are told.</summary>
/// <param name="Group">Repeats of one matter within this time are told once, with their number. Zero tells each.</param>
/// <param name="PerHour">Most notices in an hour, counted apart for critical and for other ones; what is over it waits and is told as a number.</param>
/// <param name="Quiet">Hours in which nothing but the critical is told; the rest is held until they are over. Null for none.</param>
public sealed record NoticePolicy(TimeSpan Group, int PerHour, QuietHours? Quiet = null);

public enum NoticeVerdict
{
    /// <summary>Tell it now.</summary>
    Send,

    /// <summary>A repeat: its number is told when its group ends.</summary>
    Grouped,

    /// <summary>Held until the quiet hours are over.</summary>
    Held,

    /// <summary>Over the hour's number: told as a number later.</summary>
    Limited,
}

/// <summary>What is told: a notification, and how often it has come since it was told last.</summary>
/// <param name="Repeats">1 the first time; more where repeats are told together.</param>
public sealed record Notice(Notification Notification, int Repeats = 1);
