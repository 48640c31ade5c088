using Microsoft.Extensions.Logging;

namespace TradingFunctions.Azure.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventId = 4201, Level = LogLevel.Critical, Message = "The books cannot be opened, the worker stops: {Reason}")]
    public static partial void StartFailed(this ILogger log, string reason, Exception exception);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Critical, Message = "Nobody listens at {Host} any more: the Functions host is gone, and the worker stops")]
    public static partial void HostGone(this ILogger log, Uri host);

    [LoggerMessage(EventId = 4203, Level = LogLevel.Warning, Message = "Message {Id} failed at delivery {Attempts} and comes again: {Reason}")]
    public static partial void DeliveryFailed(this ILogger log, string id, int attempts, string reason);

    [LoggerMessage(EventId = 4204, Level = LogLevel.Error, Message = "Message {Id} was given up: {Reason}")]
    public static partial void MessageGivenUp(this ILogger log, string id, string reason);
}
