using Microsoft.Extensions.Logging;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Strategies;

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

    [LoggerMessage(1024, LogLevel.Error, "{Observer} failed on a commit: a count or a message is missing")]
    public static partial void ObserverFailed(this ILogger log, string observer, Exception exception);

    [LoggerMessage(1007, LogLevel.Information, "{Symbol}: {Quantity} filled at {Price}, order {Order}")]
    public static partial void Filled(this ILogger log, ClientOrderId order, Symbol symbol, decimal quantity, decimal price);

    [LoggerMessage(1008, LogLevel.Error, "Order {Order} is {State}: {Reason}")]
    public static partial void OrderInTrouble(this ILogger log, ClientOrderId order, string state, string reason);

    [LoggerMessage(1009, LogLevel.Warning, "Notification {Key} was not told on {Channel}: {Reason}")]
    public static partial void NotTold(this ILogger log, string channel, string key, string reason);

    [LoggerMessage(1006, LogLevel.Warning, "Live view: {Section} could not be read and stays as it was: {Reason}")]
    public static partial void LiveSourceFailed(this ILogger log, string section, string reason, Exception exception);

    [LoggerMessage(1020, LogLevel.Error, "Strategy {Strategy} was switched off: it {Kind} at the check of {Symbol} of {AtUtc}: {Message}")]
    public static partial void StrategyDisabled(this ILogger log, StrategyId strategy, FaultKind kind, Symbol symbol, DateTime atUtc, string message);

    [LoggerMessage(1022, LogLevel.Warning, "Plug-in {Assembly}, class {Class}, was refused: {Reason}")]
    public static partial void PlugInRefused(this ILogger log, string assembly, string @class, string reason);

    [LoggerMessage(1023, LogLevel.Error, "Strategy {Strategy} is enabled and cannot run: {Problem}")]
    public static partial void StrategyUnavailable(this ILogger log, StrategyId strategy, string problem);

    [LoggerMessage(1021, LogLevel.Warning, "Nobody could be told of {Matter}")]
    public static partial void NotificationFailed(this ILogger log, string matter, Exception exception);

    [LoggerMessage(1025, LogLevel.Warning, "Scan: the list of {Source} symbols could not be had: {Reason}")]
    public static partial void UniverseIncomplete(this ILogger log, string source, string reason);

    [LoggerMessage(1030, LogLevel.Information, "The order stream is connected")]
    public static partial void StreamConnected(this ILogger log);

    [LoggerMessage(1031, LogLevel.Warning, "The order stream has ended; connecting again")]
    public static partial void StreamEnded(this ILogger log);

    [LoggerMessage(1032, LogLevel.Warning, "{Why}; again in {Seconds} s")]
    public static partial void StreamNotConnected(this ILogger log, string why, double seconds);

    [LoggerMessage(1033, LogLevel.Information, "{Kind} of {Order} ({Symbol})")]
    public static partial void Forwarded(this ILogger log, OrderEventKind kind, ClientOrderId order, Symbol symbol);

    [LoggerMessage(1034, LogLevel.Error, "The event of {Order} waits: {Why} Again in {Seconds} s")]
    public static partial void NotForwarded(this ILogger log, ClientOrderId order, string why, double seconds);

    [LoggerMessage(1035, LogLevel.Error, "{Symbol}: that checks fail could not be reported: {Code}: {Message}")]
    public static partial void FailureNotReported(this ILogger log, Symbol symbol, string code, string message);
}
