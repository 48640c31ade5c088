using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TradingFunctions.Local.Cli;

/// <summary>Days on the command line: yyyy-MM-dd.</summary>
internal static class DateOption
{
    public static Option<DateOnly?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Of(result) is { } date)
            {
                return date;
            }

            result.AddError($"{name} must be a date like 2013-10-01, is '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    /// <summary>Null where it was left out, or is no date.</summary>
    public static DateOnly? Of(SymbolResult? result) =>
        result?.Tokens is [var token] && DateOnly.TryParseExact(token.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
