namespace TradingFunctions.Local.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventId = 4005, Level = LogLevel.Critical, Message = "{Loop} cannot go on, the host stops: {Reason}")]
    public static partial void LoopEnded(this ILogger log, string loop, string reason, Exception exception);

    [LoggerMessage(EventId = 4008, Level = LogLevel.Warning, Message = "The broker did not say ({What}): {Reason}")]
    public static partial void NotAnswered(this ILogger log, string what, string reason);
}
