namespace TradingFunctions.Pipeline.Configuration;

public enum UpdateStatus
{
    Done,

    /// <summary>A value is not allowed; nothing was changed.</summary>
    Invalid,

    /// <summary>Somebody else changed the section since it was read; nothing was changed.</summary>
    Changed,
}

/// <param name="Errors">Every error, when invalid.</param>
/// <param name="Current">The section as it is now stored.</param>
public sealed record ConfigurationUpdate(UpdateStatus Status, IReadOnlyList<OptionError> Errors, VersionedSection Current);
