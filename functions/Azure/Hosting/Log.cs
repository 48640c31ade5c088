using Microsoft.Extensions.Logging;

namespace TradingFunctions.Azure.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventId = 4201, Level = LogLevel.Critical, Message = "The books cannot be opened, the worker stops: {Reason}")]
    public static partial void StartFailed(this ILogger log, string reason, Exception exception);
}
