namespace TradingFunctions.Pipeline.Ports;

public enum StoreFailure
{
    /// <summary>Another process holds it.</summary>
    Locked,

    /// <summary>No room left.</summary>
    Full,

    ReadOnly,

    /// <summary>The content is damaged.</summary>
    Corrupt,

    /// <summary>A file of another program, or of a newer version of this one.</summary>
    Foreign,

    /// <summary>It cannot be reached: missing folder, no right, input or output error, network.</summary>
    Unavailable,

    /// <summary>It takes no more calls for now.</summary>
    Busy,
}

/// <summary>A store cannot be used. Nothing of the failed step was written, except that after an I/O error in a commit, or an answer that was lost, its outcome is unknown.</summary>
/// <param name="failure">What is wrong.</param>
/// <param name="file">The file, folder or address concerned.</param>
/// <param name="cause">What happened, one sentence.</param>
/// <param name="advice">What a person should do, one sentence.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class StoreException(StoreFailure failure, string file, string cause, string advice, Exception? inner = null)
    : Exception($"{file}: {cause} {advice}", inner)
{
    public StoreFailure Failure { get; } = failure;

    /// <summary>Whether the same call may succeed later without anybody doing anything.</summary>
    public bool IsTransient => Failure is StoreFailure.Busy or StoreFailure.Locked or StoreFailure.Unavailable;

    public string File { get; } = file;

    public string Advice { get; } = advice;
}
