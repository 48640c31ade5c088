using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradingFunctions.Domain;

namespace TradingFunctions.Api.Http;

/// <summary>Reads query and route values, collecting what is wrong with them. A parameter that the route does not know is an error.</summary>
public sealed class QueryReader(HttpContext http)
{
    private readonly List<FieldError> errors = [];
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase) { "code" };

    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>True when there is nothing wrong; otherwise the request is answered by <see cref="Refuse"/>.</summary>
    public bool IsValid()
    {
        foreach (var name in http.Request.Query.Keys)
        {
            if (!known.Contains(name))
            {
                errors.Add(new FieldError("?" + Shown(name), "UNKNOWN_PARAMETER", "Is not a parameter of this address."));
            }
        }

        return errors.Count == 0;
    }

    /// <summary>Adds an error that only the caller can see.</summary>
    public void Reject(string field, string code, string message) => errors.Add(new FieldError(field, code, message));

    public Task Refuse() => Problems.BadRequest(http, errors);

    /// <summary>Page size, 1 to 1000.</summary>
    public int Limit(int standard = 100) => Integer("limit", standard, 1, 1000);

    public int Integer(string name, int standard, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return standard;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        errors.Add(new FieldError("?" + name, "RANGE", $"Must be a whole number {min} to {max}."));
        return standard;
    }

    /// <summary>True or false; false where left out.</summary>
    public bool Flag(string name)
    {
        switch (Text(name))
        {
            case null or "false":
                return false;
            case "true":
                return true;
            default:
                errors.Add(new FieldError("?" + name, "WRONG_TYPE", "Must be true or false."));
                return false;
        }
    }

    public string? Text(string name)
    {
        known.Add(name);
        var values = http.Request.Query[name];
        if (values.Count > 1)
        {
            errors.Add(new FieldError("?" + name, "DUPLICATE_PARAMETER", "Is given twice."));
        }

        return values.Count == 0 || string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    /// <summary>All values of a parameter that may be given several times.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        known.Add(name);
        return [.. http.Request.Query[name].Where(text => !string.IsNullOrEmpty(text)).Select(text => text!)];
    }

    public TEnum? Choice<TEnum>(string name) where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        var names = string.Join(", ", Enum.GetNames<TEnum>().Select(n => char.ToLowerInvariant(n[0]) + n[1..]));
        errors.Add(new FieldError("?" + name, "UNKNOWN", $"Must be one of {names}."));
        return null;
    }

    public T? Value<T>(string name) where T : struct, IStringValue<T> => Text(name) is { } text ? Parse<T>("?" + name, text) : null;

    /// <summary>A value of the route; null and an error when it is not a valid one.</summary>
    public T? Route<T>(string name) where T : struct, IStringValue<T> => Parse<T>(name, http.Request.RouteValues[name] as string);

    private T? Parse<T>(string field, string? text) where T : struct, IStringValue<T>
    {
        if (T.TryCreate(text, out var value, out var error))
        {
            return value;
        }

        errors.Add(new FieldError(field, "FORMAT", char.ToUpperInvariant(error[0]) + error[1..]));
        return null;
    }

    private static string Shown(string name) => name.Length <= 64 ? name : name[..64];
}
