namespace TradingFunctions.Infra.Files.Tables;

/// <summary>A run of rows as text, with where each row's values are.</summary>
/// <param name="buffer">Rented; whoever parses it gives it back.</param>
internal sealed class RawRows(byte[] buffer)
{
    private readonly List<(int Start, int Length, int Line)> rows = [];

    public byte[] Buffer { get; } = buffer;

    public int Count => rows.Count;

    public void Add(int start, int length, int line) => rows.Add((start, length, line));

    /// <summary>The values of a row: everything behind the first comma.</summary>
    public ReadOnlySpan<byte> Values(int row) => Buffer.AsSpan(rows[row].Start, rows[row].Length);

    public int Line(int row) => rows[row].Line;
}
