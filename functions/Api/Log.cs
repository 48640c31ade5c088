using Microsoft.Extensions.Logging;

namespace TradingFunctions.Api;

internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "{Method} {Path} failed unexpectedly, trace {TraceId}.")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string? path, string traceId);
}
