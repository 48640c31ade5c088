using Microsoft.Extensions.Logging;

namespace TradingFunctions.Api;

internal static partial class Log
{
    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "{Method} {Route} {Status} in {Milliseconds:F1} ms")]
    public static partial void RequestAnswered(this ILogger log, string method, string route, int status, double milliseconds);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "{Method} {Path} failed unexpectedly, trace {TraceId}.")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string? path, string traceId);
}
