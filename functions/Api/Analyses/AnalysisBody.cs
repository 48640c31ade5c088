using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Api.Analyses;

/// <summary>An analysis as a request asks for it.</summary>
/// <param name="Prices">Name of a price table in the host's folder or container of price tables: CSV, CSV.gz or, in the cloud tier, Parquet; a column 'timestamp', then one per contract.</param>
/// <param name="Id">1 to 40 characters of <c>A-Z a-z 0-9 . _ -</c>: asking again with the same id and the same wish starts nothing new. Made from the time where left out.</param>
/// <param name="Name">For people.</param>
/// <param name="Tags">Labels: words, or a key and a value with a colon between.</param>
/// <param name="Contracts">Only the first so many contracts.</param>
/// <param name="Only">Only these contracts.</param>
/// <param name="Index">Column that contracts are compared with; a column called 'index' where left out, if there is one.</param>
/// <param name="Slices">Time slices with subtotals of their own.</param>
/// <param name="Strategy">Any of the host that needs no volume; momentum where left out, trained for the model in force.</param>
/// <param name="Parameters">Values per parameter; several make a grid. True and false are 1 and 0, a choice is its place, the first 0.</param>
/// <param name="Raw">Also writes each contract's column as it was read.</param>
/// <param name="Signals">Also writes each contract's buys and sells to a table of their own.</param>
/// <param name="Concurrency">Contracts worked on at the same time; the host's setting where left out.</param>
/// <param name="SkipBadRows">Leaves out and counts rows with a wrong number of fields or a wrong time.</param>
/// <param name="SkipBadColumns">Leaves out columns without a name, and all columns of a name that comes twice.</param>
/// <param name="BadValues">What a value that is no price does: it fails its contract, counts as absent, or refuses the table.</param>
/// <param name="Format">How the tables of its contracts are written down: Csv where left out; Parquet in the cloud tier.</param>
public sealed record AnalysisBody(
    string Prices,
    string? Id = null,
    string? Name = null,
    string[]? Tags = null,
    int? Contracts = null,
    string[]? Only = null,
    string? Index = null,
    int Slices = 1,
    string? Strategy = null,
    SortedDictionary<string, double[]>? Parameters = null,
    bool Raw = false,
    bool Signals = false,
    int? Concurrency = null,
    bool SkipBadRows = false,
    bool SkipBadColumns = false,
    BadValues BadValues = BadValues.Contract,
    ResultFormat Format = ResultFormat.Csv)
{
    public AnalysisWish ToWish(int concurrency) => new(
        new PriceTableSource(Prices, new TableRules(SkipBadRows, SkipBadColumns, BadValues)),
        Name,
        Tags ?? [],
        Contracts,
        Only,
        Index,
        Slices,
        Strategy,
        Parameters is null ? [] : [.. Parameters],
        Raw,
        Signals,
        Concurrency ?? concurrency,
        Format);
}
