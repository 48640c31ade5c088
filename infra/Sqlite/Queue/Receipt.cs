using System.Globalization;
using System.Runtime.InteropServices;

namespace TradingFunctions.Infra.Sqlite.Queue;

/// <summary>One delivery of one message; neither number is ever used twice in a file.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Receipt(long Sequence, long Delivery)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}.{Delivery}");

    /// <exception cref="ArgumentException">Not a receipt of this queue.</exception>
    public static Receipt Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var delivery)
                ? new Receipt(sequence, delivery)
                : throw new ArgumentException($"'{text}' is not a receipt.", nameof(text));
    }
}
