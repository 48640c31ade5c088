namespace TradingFunctions.Pipeline.Durable;

/// <summary>Codes that the engine itself gives to failures.</summary>
public static class FailureCodes
{
    /// <summary>The activity ran longer than its time-out.</summary>
    public const string Timeout = "TIMEOUT";

    /// <summary>The activity threw something it has no code for.</summary>
    public const string Unhandled = "UNHANDLED";

    /// <summary>The store could not be used, or took no more calls.</summary>
    public const string StoreUnavailable = "STORE_UNAVAILABLE";

    /// <summary>The child orchestration was terminated.</summary>
    public const string Terminated = "TERMINATED";

    /// <summary>The code took other steps than the history says.</summary>
    public const string NonDeterministic = "NON_DETERMINISTIC";

    /// <summary>A payload is larger than the port allows.</summary>
    public const string TooLarge = "TOO_LARGE";

    /// <summary>The orchestration awaited something that its context did not give.</summary>
    public const string ForeignAwait = "FOREIGN_AWAIT";

    /// <summary>A child was started under the id of an instance that has not ended.</summary>
    public const string AlreadyExists = "ALREADY_EXISTS";
}

/// <summary>Failure of an activity or child, as data: it crosses processes and is stored in the history.</summary>
/// <param name="Task">Name of the activity or orchestration.</param>
/// <param name="Code">Stable code for programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Retriable">Whether the same call may succeed later.</param>
public sealed record TaskFailure(string Task, string Code, string Message, bool Retriable);

/// <summary>Thrown by an activity that can name its failure.</summary>
public sealed class ActivityFailureException(string code, string message, bool retriable = false, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;

    public bool Retriable { get; } = retriable;
}

/// <summary>Raised in an orchestration where it awaits an activity or child that failed.</summary>
public sealed class ActivityFailedException(TaskFailure failure) : Exception($"{failure.Task} failed: {failure.Code}: {failure.Message}")
{
    public TaskFailure Failure { get; } = failure;
}
