using System.Globalization;
using System.Text;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files;

/// <summary>Copies of anchors in a text file that only grows: a line <c>number date hash</c> each.</summary>
public sealed class AnchorFile(string path) : IAnchorCopies
{
    private const int HashLength = 64;

    public async Task Append(AnchorCopy copy, CancellationToken cancellationToken)
    {
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : string.Empty;
        var line = Line(copy);
        if (text.EndsWith($"{line}\n", StringComparison.Ordinal))
        {
            return;
        }

        // A line that a crash cut off ends without a line feed: it is written over.
        var whole = text.LastIndexOf('\n') + 1;
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        file.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, whole)));
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(Encoding.UTF8.GetBytes($"{line}\n"), CancellationToken.None);
        file.Flush(flushToDisk: true);
    }

    public async Task<IReadOnlyList<AnchorCopy>> Read(CancellationToken cancellationToken) =>
        File.Exists(path) ? Parse(await File.ReadAllTextAsync(path, cancellationToken), path) : [];

    /// <summary>Reads copies that somebody keeps elsewhere.</summary>
    /// <param name="text">Lines of <c>number date hash</c>; empty ones and such that begin with # are passed over. A last line without a line feed counts as cut off.</param>
    /// <param name="name">Of the file, for messages.</param>
    /// <exception cref="FormatException">A line is not of that form; file and line are named.</exception>
    public static IReadOnlyList<AnchorCopy> Parse(string text, string name)
    {
        var copies = new List<AnchorCopy>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var line = lines[i].Trim();
            if (line.Length > 0 && line[0] != '#')
            {
                copies.Add(ParseLine(line) ?? throw new FormatException($"{name}:{i + 1}: expected 'number date hash'."));
            }
        }

        return copies;
    }

    private static string Line(AnchorCopy copy) => string.Create(CultureInfo.InvariantCulture, $"{copy.Number} {copy.Date:yyyy-MM-dd} {copy.Hash}");

    private static AnchorCopy? ParseLine(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var number, var date, var hash]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && hash.Length == HashLength && hash.All(char.IsAsciiHexDigitLower)
            ? new AnchorCopy(n, day, hash)
            : null;
}
