using System.Runtime.InteropServices;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>Where in a plan a field is. Its path is spelled only for an error: a replay validates hundreds of thousands of good plans.</summary>
/// <param name="Trigger">Index of the trigger, -1 for the plan itself.</param>
/// <param name="Condition">Index of the condition, -1 for the trigger itself.</param>
/// <param name="IsGuard">Whether it is one of the trigger's guards.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlanPlace(int Trigger, int Condition, bool IsGuard = false)
{
    public static PlanPlace Head => new(-1, -1);

    public static PlanPlace OfTrigger(int trigger) => new(trigger, -1);

    public string PathOf(string name)
    {
        if (Trigger < 0)
        {
            return name;
        }

        var owner = Condition < 0 ? $"triggers[{Trigger}]" : $"triggers[{Trigger}].{(IsGuard ? "guards" : "conditions")}[{Condition}]";
        return name.Length == 0 ? owner : $"{owner}.{name}";
    }
}

/// <summary>Collects the errors of a plan.</summary>
internal sealed class PlanErrors
{
    private readonly List<PlanError> errors = [];

    /// <summary>Where the fields named from here on are.</summary>
    public PlanPlace Place { get; set; } = PlanPlace.Head;

    public int Count => errors.Count;

    public PlanError[] ToArray() => [.. errors];

    public void Add(string field, string code, string message) => errors.Add(new PlanError(Place.PathOf(field), code, message));

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
