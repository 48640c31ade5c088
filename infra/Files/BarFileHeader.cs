using System.Text;

namespace TradingFunctions.Infra.Files;

/// <summary>Columns of a bar file: <c>symbol,start_et|date,open,high,low,close[,adjusted_close],volume[,bid_close,ask_close,bid_size,ask_size]</c>.</summary>
/// <param name="Names">All columns in order.</param>
/// <param name="IsDaily">Whether the second column is a date.</param>
/// <param name="Adjusted">Index of the adjusted close, -1 for none.</param>
/// <param name="Volume">Index of the volume.</param>
/// <param name="Bid">Index of the closing bid, -1 for none; ask and the two sizes follow it.</param>
internal sealed record BarFileHeader(string[] Names, bool IsDaily, int Adjusted, int Volume, int Bid)
{
    public const int Open = 2;
    public const int MaxColumns = 12;

    private static readonly string[] Quotes = ["bid_close", "ask_close", "bid_size", "ask_size"];

    /// <exception cref="BarFileException">A column is not the expected one.</exception>
    public static BarFileHeader Parse(ReadOnlySpan<byte> line, string file)
    {
        var names = Encoding.UTF8.GetString(line).TrimStart('\uFEFF').Split(',');
        var isDaily = names.Length > 1 && names[1] == "date";
        var hasAdjusted = isDaily && names.Contains("adjusted_close");
        string[] expected =
        [
            "symbol", isDaily ? "date" : "start_et", "open", "high", "low", "close",
            .. hasAdjusted ? ["adjusted_close"] : Array.Empty<string>(), "volume",
        ];
        if (names.Length > expected.Length)
        {
            expected = [.. expected, .. Quotes];
        }

        for (var i = 0; i < Math.Max(names.Length, expected.Length); i++)
        {
            var name = i < names.Length ? names[i] : null;
            var wanted = i < expected.Length ? expected[i] : null;
            if (name != wanted)
            {
                throw new BarFileException(file, Complaint(name, wanted), line: 1, $"header column {i + 1}:");
            }
        }

        var volume = Array.IndexOf(names, "volume");
        return new BarFileHeader(names, isDaily, hasAdjusted ? volume - 1 : -1, volume, names.Length > volume + 1 ? volume + 1 : -1);
    }

    private static string Complaint(string? name, string? wanted) => (name, wanted) switch
    {
        (null, _) => $"'{wanted}' is missing.",
        (_, null) => $"'{name}' is one too many.",
        (_, "start_et") => $"expected 'start_et' or 'date', found '{name}'.",
        _ => $"expected '{wanted}', found '{name}'.",
    };
}
