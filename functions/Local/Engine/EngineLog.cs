
namespace TradingFunctions.Local.Engine;

/// <summary>Log messages of the embedded engine; event ids 2000 to 2049.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(2000, LogLevel.Warning, "{Orchestration} {InstanceId} has returned but stays running until its open work ends: {OpenWork}")]
    public static partial void WaitsForOpenWork(ILogger logger, string orchestration, string instanceId, string openWork);

    [LoggerMessage(2001, LogLevel.Error, "{Orchestration} {InstanceId} failed: {Code}: {Reason}")]
    public static partial void InstanceFailed(ILogger logger, string orchestration, string instanceId, string code, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "{InstanceId} is parked: this build has no {Orchestration} of version {Version}")]
    public static partial void Parked(ILogger logger, string instanceId, string orchestration, string version);

    [LoggerMessage(2003, LogLevel.Critical, "The engine has stopped: {Reason}")]
    public static partial void Stopped(ILogger logger, string reason, Exception exception);

    [LoggerMessage(2005, LogLevel.Information, "{InstanceId} is suspended: {Reason}")]
    public static partial void Suspended(ILogger logger, string instanceId, string reason);

    [LoggerMessage(2006, LogLevel.Information, "{InstanceId} is resumed: {Reason}")]
    public static partial void Resumed(ILogger logger, string instanceId, string reason);

    [LoggerMessage(2004, LogLevel.Information, "The engine is open on {DatabasePath}: {Live} live instances, {Activities} activities to run again")]
    public static partial void Opened(ILogger logger, string databasePath, int live, int activities);
}
