using System.Diagnostics.CodeAnalysis;

namespace TradingFunctions.Domain;

/// <summary>The shared alphabet of ids: 1 to 100 characters of <c>A-Z a-z 0-9 . _ -</c>, compared ordinally.</summary>
internal static class IdText
{
    public const int MaxLength = 100;

    public static bool IsValid(string? text, [NotNullWhen(false)] out string? error)
    {
        if (string.IsNullOrEmpty(text))
        {
            error = "must not be empty.";
            return false;
        }

        if (text.Length > MaxLength)
        {
            error = $"must be at most {MaxLength} characters, is {text.Length}.";
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                error = "may hold only letters, digits, '.', '_' and '-'.";
                return false;
            }
        }

        error = null;
        return true;
    }
}
