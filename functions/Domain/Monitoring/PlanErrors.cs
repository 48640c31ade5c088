using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>Collects the errors of a plan.</summary>
internal sealed class PlanErrors
{
    private readonly List<PlanError> errors = [];

    public int Count => errors.Count;

    public PlanError[] ToArray() => [.. errors];

    public void Add(string field, string code, string message) => errors.Add(new PlanError(field, code, message));

    public void Require(string field, bool isPresent)
    {
        if (!isPresent)
        {
            Add(field, "REQUIRED", "Must be given.");
        }
    }

    public void Known<T>(string field, T value) where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            Add(field, "UNKNOWN", $"{value} is none of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }

    /// <summary>Written so that NaN is outside.</summary>
    public void Within(string field, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            Add(field, "RANGE", $"Must be {least} to {most}, is {value}.");
        }
    }

    /// <summary>More than 0 and at most <paramref name="most"/>; null passes.</summary>
    public void Fraction(string field, double? value, double most)
    {
        if (value is { } given && !(given > 0 && given <= most))
        {
            Add(field, "RANGE", $"Must be more than 0 and at most {most}, is {given}.");
        }
    }

    public void AtMost(string field, int count, int most)
    {
        if (count > most)
        {
            Add(field, "TOO_MANY", $"At most {most} are allowed, there are {count}.");
        }
    }

    public bool Utc(string field, DateTime value)
    {
        if (value.Kind == DateTimeKind.Utc && value.Year is >= ExchangeCalendar.FirstYear and <= ExchangeCalendar.LastYear)
        {
            return true;
        }

        Add(field, "RANGE", $"Must be UTC and of the years {ExchangeCalendar.FirstYear} to {ExchangeCalendar.LastYear}.");
        return false;
    }
}
