namespace TradingFunctions.Local.Scheduling;

internal static partial class Log
{
    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "Message {MessageId} failed at attempt {Attempt}")]
    public static partial void MessageFailed(ILogger logger, string messageId, int attempt, Exception exception);

    [LoggerMessage(EventId = 4103, Level = LogLevel.Error, Message = "The signal queue cannot be read; tried again")]
    public static partial void QueueFailed(ILogger logger, Exception exception);
}
