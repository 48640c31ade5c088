using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Scanning;

/// <summary>Reads a list of symbols: one to a line, or the first column of a CSV file whose header begins with <c>symbol</c>. Lines that begin with # and empty ones are passed over.</summary>
public static class UniverseFile
{
    private const string Header = "symbol";

    /// <param name="lines">Of the file, in order.</param>
    /// <param name="name">Of the file, for messages.</param>
    /// <returns>In the order of the file, each once.</returns>
    /// <exception cref="FormatException">A line does not begin with a symbol, or there is none; file and line are named.</exception>
    public static IReadOnlyList<Symbol> Parse(IEnumerable<string> lines, string name)
    {
        var symbols = new List<Symbol>();
        var seen = new HashSet<Symbol>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var text = line.Split(',', 2)[0].Trim().Trim('"');
            if (text.Length == 0 || text[0] == '#' || (symbols.Count == 0 && string.Equals(text, Header, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (!Symbol.TryCreate(text.ToUpperInvariant(), out var symbol, out var error))
            {
                throw new FormatException($"{name}:{number}: the symbol {error}");
            }

            if (seen.Add(symbol))
            {
                symbols.Add(symbol);
            }
        }

        return symbols.Count > 0 ? symbols : throw new FormatException($"{name}: there is no symbol in it.");
    }
}
