using Microsoft.Extensions.Logging;

namespace TradingFunctions.Azure.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventId = 4201, Level = LogLevel.Critical, Message = "The books cannot be opened, the worker stops: {Reason}")]
    public static partial void StartFailed(this ILogger log, string reason, Exception exception);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Critical, Message = "Nobody listens at {Host} any more: the Functions host is gone, and the worker stops")]
    public static partial void HostGone(this ILogger log, Uri host);
}
