namespace TradingFunctions.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventId = 4001, Message = "{Key}: {Title}: {Text}")]
    public static partial void Notified(this ILogger log, LogLevel level, string key, string title, string text);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Reconciliation has not passed, trying again: {Differences}")]
    public static partial void NotReconciled(this ILogger log, string differences);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "Reconciled; taken over from the broker: {Differences}")]
    public static partial void Reconciled(this ILogger log, string differences);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Warning, Message = "{Loop} failed and goes on: {Reason}")]
    public static partial void LoopFailed(this ILogger log, string loop, string reason, Exception exception);

    [LoggerMessage(EventId = 4006, Message = "{Title} (x{Repeats}): {Text}")]
    public static partial void NotifiedAgain(this ILogger log, LogLevel level, string title, int repeats, string text);

    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "The trigger {Trigger} failed and is tried again")]
    public static partial void TriggerFailed(this ILogger log, string trigger, Exception exception);

    [LoggerMessage(EventId = 4007, Level = LogLevel.Warning, Message = "{Left} runs are not at the tracking server {Address} yet; they are sent later: {Problem}")]
    public static partial void RunsNotSent(this ILogger log, int left, string address, string problem);
}
