using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>Reads the file that says to which sector each symbol belongs: a line <c>symbol,sector</c> each; a first line of just that and empty ones are passed over.</summary>
public static class SectorFile
{
    private const string Header = "symbol,sector";

    /// <param name="lines">Of the file, in order.</param>
    /// <param name="name">Of the file, for messages.</param>
    /// <exception cref="FormatException">A line is not of that form, or names a symbol again; file and line are named.</exception>
    public static SectorMap Parse(IEnumerable<string> lines, string name)
    {
        var sectors = new Dictionary<Symbol, string>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || (number == 1 && string.Equals(line.Trim(), Header, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            var comma = line.IndexOf(',', StringComparison.Ordinal);
            var sector = comma < 0 ? string.Empty : line[(comma + 1)..].Trim();
            if (sector.Length == 0)
            {
                throw new FormatException($"{name}:{number}: expected 'symbol,sector'.");
            }

            if (!Symbol.TryCreate(line[..comma].Trim(), out var symbol, out var error))
            {
                throw new FormatException($"{name}:{number}: the symbol {error}");
            }

            if (!sectors.TryAdd(symbol, sector))
            {
                throw new FormatException($"{name}:{number}: {symbol} has a sector already.");
            }
        }

        return new SectorMap(sectors);
    }
}
