using Microsoft.Extensions.Logging;

namespace TradingFunctions.Pipeline.Workers;

internal static partial class Log
{
    [LoggerMessage(EventId = 700, Level = LogLevel.Warning, Message = "Worker {WorkerId} was silent for too long and is taken off the list")]
    public static partial void WorkerRemoved(ILogger logger, string workerId);

    [LoggerMessage(EventId = 701, Level = LogLevel.Warning, Message = "The heartbeat of worker {WorkerId} was not stored")]
    public static partial void HeartbeatFailed(ILogger logger, string workerId, Exception exception);
}
