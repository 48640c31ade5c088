using System.Text;

namespace TradingFunctions.Pipeline.Planning;

/// <summary>Text from outside, made fit for one line of ours.</summary>
internal static class PlainText
{
    /// <summary>As UTF-8, with lone halves of characters replaced.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Control characters and lone halves of characters become blanks; what is too long is cut.</summary>
    public static string Of(string text, int most)
    {
        var plain = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length + rune.Utf16SequenceLength > most)
            {
                break;
            }

            plain.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.ToString());
        }

        return plain.ToString().Trim() is { Length: > 0 } line ? line : "-";
    }
}
