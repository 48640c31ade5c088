using Microsoft.Extensions.Logging;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Scanning;

/// <summary>The symbols of a scan and where they came from.</summary>
/// <param name="Symbols">In order, each once.</param>
/// <param name="Sources">For people: <c>120 of the list, 20 most active</c>.</param>
public sealed record Universe(IReadOnlyList<Symbol> Symbols, string Sources);

/// <summary>The symbols that a scan looks at: a list, a file, the broker's most active and movers; all of the market where none of these is named.</summary>
/// <param name="listed">Symbols of the list and of the file.</param>
public sealed class ScanUniverse(UniverseOptions options, IReadOnlyList<Symbol> listed, IMarketData market, IMarketScreener screener, ILogger<ScanUniverse> log)
{
    /// <summary>Gathers the symbols as of now. A list of the broker that cannot be had is left out and said so, as long as there is another source.</summary>
    /// <exception cref="MarketDataException">No source answered.</exception>
    public async Task<Universe> Find(CancellationToken cancellationToken)
    {
        if (!options.IsRestricted)
        {
            var all = await market.ListSymbols(cancellationToken);
            return Without(all, $"{all.Count} of the market");
        }

        var symbols = new List<Symbol>(listed);
        var sources = new List<string>();
        MarketDataException? failure = null;
        if (listed.Count > 0)
        {
            sources.Add($"{listed.Count} listed");
        }

        await Add(options.MostActive, "most active", () => screener.MostActive(options.MostActive, cancellationToken));
        await Add(options.Movers, "movers", async () =>
        {
            var movers = await screener.Movers(options.Movers, cancellationToken);
            return [.. movers.Gainers, .. movers.Losers];
        });
        return symbols.Count > 0 || failure is null ? Without(symbols, string.Join(", ", sources)) : throw failure;

        async Task Add(int top, string name, Func<Task<IReadOnlyList<Symbol>>> source)
        {
            if (top == 0)
            {
                return;
            }

            try
            {
                var found = await source();
                symbols.AddRange(found);
                sources.Add($"{found.Count} {name}");
            }
            catch (MarketDataException e)
            {
                log.UniverseIncomplete(name, e.Message);
                sources.Add($"{name} not to be had");
                failure = e;
            }
        }
    }

    private Universe Without(IEnumerable<Symbol> symbols, string sources)
    {
        Symbol[] kept = [.. symbols.Distinct().Except(options.Exclude).Order()];
        return new Universe(kept, options.Exclude.Length == 0 ? sources : $"{sources}, {options.Exclude.Length} excluded");
    }
}
