using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Experiments;

/// <summary>What is wrong with a field of a record.</summary>
public sealed record ExperimentError(string Field, string Message);

/// <summary>What a record may hold. Records are documents of the store, and a tracking server has bounds of its own.</summary>
public static class ExperimentRules
{
    public const int MaxId = 100;
    public const int MaxText = 1_000;
    public const int MaxKey = 250;
    public const int MaxEntries = 500;
    public const int MaxArtefacts = 2_000;

    /// <summary>What no run may be called: addresses have it.</summary>
    public const string Reserved = "compare";

    public static bool IsId(string? id) => id is { Length: <= MaxId } && ArtefactName.IsValid(id) && id != Reserved;

    /// <returns>Everything that is wrong; empty where it can be stored.</returns>
    public static IEnumerable<ExperimentError> Check(ExperimentRecord record)
    {
        if (!IsId(record.Id))
        {
            yield return new("id", $"Must be 1 to {MaxId} characters of A-Z a-z 0-9 . _ -, begin with a letter or digit, and not be '{Reserved}'.");
        }

        if (record.Parent is not null && !IsId(record.Parent))
        {
            yield return new("parent", "Must be the id of a run.");
        }

        if (!IsText(record.Name) || record.Name.Length > MaxKey)
        {
            yield return new("name", $"Must be one line of 1 to {MaxKey} characters.");
        }

        if (record.CreatedUtc.Kind != DateTimeKind.Utc || record.FinishedUtc is { Kind: not DateTimeKind.Utc })
        {
            yield return new("createdUtc", "Times must be UTC, with a Z at the end.");
        }
        else if (record.FinishedUtc < record.CreatedUtc)
        {
            yield return new("finishedUtc", "Must not be before createdUtc.");
        }

        if (record.Status == ExperimentStatus.Running == record.FinishedUtc is not null)
        {
            yield return new("finishedUtc", "Must be there when the run has ended, and only then.");
        }

        if (record.Failure is { Length: > MaxText * 10 })
        {
            yield return new("failure", $"Must have at most {MaxText * 10} characters.");
        }

        foreach (var error in Tags(record).Concat(Parameters(record)).Concat(Metrics(record)).Concat(Artefacts(record)))
        {
            yield return error;
        }
    }

    private static IEnumerable<ExperimentError> Tags(ExperimentRecord record)
    {
        if (record.Tags.Length > ExperimentTag.Most)
        {
            yield return new("tags", $"Must be at most {ExperimentTag.Most}.");
        }

        foreach (var tag in record.Tags)
        {
            if (!ExperimentTag.IsValid(tag, out var error))
            {
                yield return new("tags", $"'{tag}' {error}");
            }
        }
    }

    private static IEnumerable<ExperimentError> Parameters(ExperimentRecord record)
    {
        if (record.Parameters.Count > MaxEntries)
        {
            yield return new("parameters", $"Must be at most {MaxEntries}.");
        }

        foreach (var (name, value) in record.Parameters)
        {
            if (!IsText(name) || name.Length > MaxKey || value is null || value.Length > MaxText)
            {
                yield return new($"parameters.{name}", $"Must have a name of one line and at most {MaxKey} characters, and a value of at most {MaxText}.");
            }
        }
    }

    private static IEnumerable<ExperimentError> Metrics(ExperimentRecord record)
    {
        if (record.Metrics.Count > MaxEntries)
        {
            yield return new("metrics", $"Must be at most {MaxEntries}.");
        }

        foreach (var (name, value) in record.Metrics)
        {
            if (!IsText(name) || name.Length > MaxKey || !double.IsFinite(value))
            {
                yield return new($"metrics.{name}", $"Must have a name of one line and at most {MaxKey} characters, and be a finite number.");
            }
        }
    }

    private static IEnumerable<ExperimentError> Artefacts(ExperimentRecord record)
    {
        if (record.Artefacts.Length > MaxArtefacts || record.Artefacts.Any(name => !ArtefactName.IsValid(name)))
        {
            yield return new("artefacts", $"Must be at most {MaxArtefacts} file names of A-Z a-z 0-9 . _ -.");
        }
    }

    private static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
}
