namespace TradingFunctions.Pipeline.Experiments;

/// <summary>Which runs are looked for; what is left out does not matter.</summary>
/// <param name="Tags">All of them; <c>contract:X</c> and <c>slice:N</c> are tags of every analysis that has them.</param>
/// <param name="Name">A part of the name, in any case of letters.</param>
/// <param name="Parent">Only parts of this run. Without it, runs that are parts of others are left out unless a tag or a name is asked for.</param>
public sealed record ExperimentFilter(IReadOnlyList<string> Tags, ExperimentKind? Kind = null, ExperimentStatus? Status = null, string? Name = null, string? Parent = null)
{
    /// <summary>Whether a run passes all but the tags.</summary>
    internal bool Fits(ExperimentRecord record) =>
        (Kind is null || record.Kind == Kind)
        && (Status is null || record.Status == Status)
        && (Name is null || record.Name.Contains(Name, StringComparison.OrdinalIgnoreCase))
        && (Parent is not null ? record.Parent == Parent : record.Parent is null || Tags.Count > 0 || Name is not null);
}
