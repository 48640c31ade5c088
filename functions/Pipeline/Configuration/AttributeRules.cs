using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>The attributes on the options, checked down the whole tree.</summary>
internal static class AttributeRules
{
    public static void Check(object part, string prefix, List<OptionError> errors)
    {
        foreach (var property in part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0 || !property.CanWrite)
                continue;
            var path = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var value = property.GetValue(part);
            CheckValue(property, value, path, errors);
            Descend(value, path, errors);
        }
    }

    private static void CheckValue(PropertyInfo property, object? value, string path, List<OptionError> errors)
    {
        foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (!attribute.IsValid(value))
                errors.Add(new OptionError(path, Describe(attribute, value)));
        }

        if (value is Enum choice && !Enum.IsDefined(choice.GetType(), choice))
            errors.Add(new OptionError(path, $"must be one of {string.Join(", ", Enum.GetNames(choice.GetType()))}."));
    }

    private static void Descend(object? value, string path, List<OptionError> errors)
    {
        if (value is IList list)
        {
            for (var i = 0; i < list.Count; i++)
                Descend(list[i], $"{path}[{i}]", errors);
        }
        else if (value is not null && !value.GetType().IsValueType && value.GetType().Namespace?.StartsWith(nameof(TradingFunctions), StringComparison.Ordinal) == true)
        {
            Check(value, path + ".", errors);
        }
    }

    private static string Describe(ValidationAttribute attribute, object? value) => attribute switch
    {
        RangeAttribute range => $"must be from {range.Minimum} to {range.Maximum}, is {value}.",
        RequiredAttribute => "must not be empty.",
        _ => attribute.FormatErrorMessage("value"),
    };
}
