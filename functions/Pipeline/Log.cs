using Microsoft.Extensions.Logging;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline;

/// <summary>Every log line of the pipeline, with a stable id.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "{Symbol}: monitor stopped: {Reason}")]
    public static partial void MonitorStopped(this ILogger log, Symbol symbol, string reason);

    [LoggerMessage(1002, LogLevel.Warning, "{Symbol}: check failed: {Code}: {Message}")]
    public static partial void CheckFailed(this ILogger log, Symbol symbol, string code, string message);

    [LoggerMessage(1003, LogLevel.Error, "{Symbol}: decision on alert {Sequence} was not carried out: {Code}: {Message}")]
    public static partial void DecisionNotCarriedOut(this ILogger log, Symbol symbol, int sequence, string code, string message);

    [LoggerMessage(1004, LogLevel.Error, "{Symbol}: monitor failed: {Code}: {Message}")]
    public static partial void MonitorFailed(this ILogger log, Symbol symbol, string code, string message);

    [LoggerMessage(1005, LogLevel.Warning, "{Symbol}: plan refused: {Reason}")]
    public static partial void PlanRefused(this ILogger log, Symbol symbol, string reason);

    [LoggerMessage(1006, LogLevel.Warning, "Live view: {Section} could not be read and stays as it was: {Reason}")]
    public static partial void LiveSourceFailed(this ILogger log, string section, string reason, Exception exception);

    [LoggerMessage(1007, LogLevel.Warning, "Scan: the list of {Source} symbols could not be had: {Reason}")]
    public static partial void UniverseIncomplete(this ILogger log, string source, string reason);
}
