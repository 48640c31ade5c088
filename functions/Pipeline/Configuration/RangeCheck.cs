namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Collects values that are out of range; a value that is not set is in range.</summary>
internal sealed class RangeCheck(string prefix)
{
    private readonly List<OptionError> errors = [];

    public IReadOnlyList<OptionError> Errors => errors;

    public void Add(string key, string message) => errors.Add(new OptionError(prefix + key, message));

    public void Positive(string key, decimal? value, decimal most)
    {
        if (value <= 0m || value > most)
            Add(key, most == decimal.MaxValue ? $"must be more than 0, is {value}." : $"must be more than 0 and at most {most}, is {value}.");
    }

    public void Within<T>(string key, T? value, T least, T most) where T : struct, IComparable<T>
    {
        if (value is { } set && (set.CompareTo(least) < 0 || set.CompareTo(most) > 0))
            Add(key, $"must be from {least} to {most}, is {set}.");
    }
}
