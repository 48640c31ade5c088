using System.CommandLine.Parsing;
using Symbol = TradingFunctions.Domain.Symbol;

namespace TradingFunctions.Local.Cli;

/// <summary>Symbols on the command line, separated by commas or blanks.</summary>
internal static class SymbolList
{
    public static Symbol[]? Parse(ArgumentResult result)
    {
        var symbols = new List<Symbol>();
        foreach (var text in result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (!Symbol.TryCreate(text.ToUpperInvariant(), out var symbol, out var error))
            {
                result.AddError($"--symbols: '{text}' {error}");
                return null;
            }

            symbols.Add(symbol);
        }

        return [.. symbols.Distinct()];
    }
}
