using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TradingFunctions.Hosting.Configuration;

/// <summary>Puts environment variables into text: <c>${NAME}</c>, or <c>${NAME:-default}</c> where it may be unset; <c>$$</c> is a dollar sign.</summary>
internal sealed class VariableText(IReadOnlyDictionary<string, string> environment)
{
    private const string DefaultMark = ":-";

    public bool TryExpand(string text, out string expanded, [NotNullWhen(false)] out string? error)
    {
        var result = new StringBuilder(text.Length);
        expanded = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length || text[i + 1] is not ('{' or '$'))
            {
                result.Append(text[i]);
                continue;
            }

            if (text[i + 1] == '$')
            {
                result.Append('$');
                i++;
                continue;
            }

            var end = text.IndexOf('}', i);
            if (end < 0)
            {
                error = $"'{text}': the brace of a variable is not closed.";
                return false;
            }

            if (!TryResolve(text[(i + 2)..end], out var value, out error))
                return false;
            result.Append(value);
            i = end;
        }

        expanded = result.ToString();
        error = null;
        return true;
    }

    private bool TryResolve(string expression, [NotNullWhen(true)] out string? value, [NotNullWhen(false)] out string? error)
    {
        var mark = expression.IndexOf(DefaultMark, StringComparison.Ordinal);
        var name = mark < 0 ? expression : expression[..mark];
        // As in a shell, :- also takes the place of an empty variable.
        if (environment.TryGetValue(name, out value) && (mark < 0 || value.Length > 0))
        {
            error = null;
            return true;
        }

        value = mark < 0 ? null : expression[(mark + DefaultMark.Length)..];
        error = value is null ? $"the environment variable {name} is not set; set it, or write ${{{name}:-default}}." : null;
        return value is not null;
    }
}
