using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.Domain;

namespace TradingFunctions.Hosting.Configuration;

/// <summary>What a text may mean as a value of a type, and what to say when it means nothing.</summary>
internal static class ScalarText
{
    /// <summary>JSON values to try, in this order.</summary>
    public static IEnumerable<JsonNode> Candidates(ScalarSetting scalar, Type type)
    {
        var text = scalar.Text!.Trim();
        if (Underlying(type) == typeof(TimeSpan))
        {
            if (DurationText.TryParse(text, out var duration))
                yield return JsonValue.Create(duration.ToString("c", CultureInfo.InvariantCulture));
            yield break;
        }

        if (Underlying(type).IsEnum)
        {
            // By name alone: the converter would also take numbers, known or not.
            if (Enum.GetNames(Underlying(type)).Contains(text, StringComparer.OrdinalIgnoreCase))
                yield return JsonValue.Create(text);
            yield break;
        }

        if (!scalar.IsQuoted || IsNumber(type))
        {
            if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
                yield return JsonValue.Create(number);
            if (bool.TryParse(text, out var truth))
                yield return JsonValue.Create(truth);
        }

        yield return JsonValue.Create(scalar.Text!);
    }

    public static string Describe(string text, Type type, string? reason)
    {
        var underlying = Underlying(type);
        return IsDomainValue(underlying) && reason is not null ? $"'{text}': {reason.TrimEnd('.')}." : $"must be {Expected(type)}, is '{text}'.";
    }

    public static string Expected(Type type)
    {
        var underlying = Underlying(type);
        return underlying.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(underlying))}"
            : underlying == typeof(bool) ? "true or false"
            : underlying == typeof(int) || underlying == typeof(long) ? "a whole number"
            : underlying == typeof(TimeSpan) ? "a duration such as 500ms, 30s, 5m, 2h, 1d or 00:05:00"
            : IsNumber(type) ? "a number"
            : "text";
    }

    private static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsDomainValue(Type type) => type.IsValueType && !type.IsEnum && type.Assembly == typeof(Money).Assembly;

    private static bool IsNumber(Type type)
    {
        var underlying = Underlying(type);
        return underlying == typeof(int) || underlying == typeof(long) || underlying == typeof(double) || underlying == typeof(decimal)
            || underlying == typeof(Money) || underlying == typeof(Price) || underlying == typeof(Quantity);
    }
}
