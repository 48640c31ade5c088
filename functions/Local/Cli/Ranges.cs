using System.CommandLine;
using System.Globalization;

namespace TradingFunctions.Local.Cli;

internal static class Ranges
{
    /// <summary>Refuses numbers outside a range. It looks at the text itself: what is no number is reported by the parser.</summary>
    public static void Within(this Option option, int min, int max) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && (number < min || number > max))
        {
            result.AddError($"{option.Name} must be {min} to {max}, is {number}.");
        }
    });
}
