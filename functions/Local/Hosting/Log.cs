namespace TradingFunctions.Local.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventId = 4005, Level = LogLevel.Critical, Message = "{Loop} cannot go on, the host stops: {Reason}")]
    public static partial void LoopEnded(this ILogger log, string loop, string reason, Exception exception);
}
