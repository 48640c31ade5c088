namespace TradingFunctions.Local.Costs;

/// <summary>Names of the prices that a list must have.</summary>
public static class Meters
{
    public const string OnDemandSeconds = "functions.onDemandGbSeconds";
    public const string OnDemandExecutions = "functions.onDemandExecutions";
    public const string Baseline = "functions.baselineGbSeconds";
    public const string ReadySeconds = "functions.alwaysReadyGbSeconds";
    public const string ReadyExecutions = "functions.alwaysReadyExecutions";
    public const string SchedulerActions = "scheduler.actions";
    public const string QueueOperations = "storage.queueOperations";
    public const string TableOperations = "storage.tableOperations";
    public const string BlobWrites = "storage.blobWrites";
    public const string RequestUnits = "cosmos.requestUnits";
    public const string StoredGigabytes = "cosmos.gigabyteMonths";
    public const string BusBase = "serviceBus.base";
    public const string BusOperations = "serviceBus.operations";
    public const string SignalRUnits = "signalr.unitDays";
    public const string SignalRMessages = "signalr.messages";
    public const string Telemetry = "monitor.gigabytes";

    public static readonly IReadOnlyList<string> All =
    [
        OnDemandSeconds, OnDemandExecutions, Baseline, ReadySeconds, ReadyExecutions, SchedulerActions, QueueOperations, TableOperations, BlobWrites,
        RequestUnits, StoredGigabytes, BusBase, BusOperations, SignalRUnits, SignalRMessages, Telemetry,
    ];
}

/// <summary>Names of the assumptions that a list must have.</summary>
public static class Assumed
{
    public const string TradingDays = "tradingDaysPerMonth";
    public const string Hours = "hoursPerMonth";
    public const string ReplaceFactor = "replaceFactor";
    public const string QueryBase = "queryBaseRequestUnits";
    public const string TimerSeconds = "timerSeconds";
    public const string ActivitySeconds = "activitySeconds";
    public const string TurnSeconds = "turnSeconds";
    public const string RequestSeconds = "requestSeconds";
    public const string StoragePerMessage = "storageOperationsPerMessage";
    public const string TablePerTurn = "tableOperationsPerTurn";
    public const string StorageQueues = "storageQueues";
    public const string StoragePerTimer = "storageOperationsPerTimer";
    public const string BusPerMessage = "serviceBusOperationsPerMessage";
    public const string BusIdle = "serviceBusIdleOperationsPerMinute";
    public const string Requests = "requestsPerConnection";
    public const string FrameBytes = "frameBytes";
    public const string FrameBytesPerSymbol = "frameBytesPerSymbol";
    public const string Frames = "framesPerMinute";
    public const string TelemetryBytes = "telemetryBytesPerExecution";
    public const string RetentionDays = "retentionDays";

    public static readonly IReadOnlyList<string> All =
    [
        TradingDays, Hours, ReplaceFactor, QueryBase, TimerSeconds, ActivitySeconds, TurnSeconds, RequestSeconds, StoragePerMessage, TablePerTurn, StorageQueues, StoragePerTimer,
        BusPerMessage, BusIdle, Requests, FrameBytes, FrameBytesPerSymbol, Frames, TelemetryBytes, RetentionDays,
    ];
}
