namespace TradingFunctions.Domain.Signals;

/// <summary>Checks the free text of a signal.</summary>
internal static class SignalMetadata
{
    /// <summary>The pairs in ordinal order of their keys, empty where there are none.</summary>
    public static IReadOnlyDictionary<string, string> Validate(IReadOnlyDictionary<string, string?>? metadata, List<SignalFieldError> errors)
    {
        var pairs = new SortedList<string, string>(StringComparer.Ordinal);
        if (metadata is null)
        {
            return pairs;
        }

        if (metadata.Count > SignalRules.MaxMetadata)
        {
            errors.Add(new SignalFieldError("metadata", "TOO_MANY", $"At most {SignalRules.MaxMetadata} pairs are allowed, there are {metadata.Count}."));
            return pairs;
        }

        foreach (var (key, value) in metadata.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (KeyError(key) is { } keyError)
            {
                errors.Add(keyError);
            }
            else if (ValueError($"metadata.{key}", value) is { } valueError)
            {
                errors.Add(valueError);
            }
            else
            {
                pairs.Add(key, value!);
            }
        }

        return pairs;
    }

    // A bad key is not repeated in the answer: it may be long, or break a terminal.
    private static SignalFieldError? KeyError(string key) => key switch
    {
        "" => new SignalFieldError("metadata", "REQUIRED", "A key must not be empty."),
        { Length: > SignalRules.MaxMetadataKeyLength } => new SignalFieldError("metadata", "TOO_LONG", $"A key may have at most {SignalRules.MaxMetadataKeyLength} characters, one has {key.Length}."),
        _ when key.Any(char.IsControl) => new SignalFieldError("metadata", "CONTROL_CHARACTER", "A key must not hold control characters."),
        _ => null,
    };

    private static SignalFieldError? ValueError(string field, string? value) => value switch
    {
        null => new SignalFieldError(field, "REQUIRED", "Must be text."),
        { Length: > SignalRules.MaxMetadataValueLength } => new SignalFieldError(field, "TOO_LONG", $"May have at most {SignalRules.MaxMetadataValueLength} characters, has {value.Length}."),
        _ when value.Any(char.IsControl) => new SignalFieldError(field, "CONTROL_CHARACTER", "Must not hold control characters."),
        _ => null,
    };
}
