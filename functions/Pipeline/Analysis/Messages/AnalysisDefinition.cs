using System.Text.Json.Serialization;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>What an analysis is asked to do. Stored once under its id and never changed; orchestrations carry the id alone.</summary>
/// <param name="Id">1 to 40 characters of <c>A-Z a-z 0-9 . _ -</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Tags">Free tags.</param>
/// <param name="Contracts">Only the first so many contracts of the selection; null for all.</param>
/// <param name="Only">Only these contracts; null for all.</param>
/// <param name="Index">The column that contracts are compared with; it is no contract then. Null for a column called <c>index</c>, where there is one.</param>
/// <param name="Slices">Time slices, 1 for none.</param>
/// <param name="Strategy">Name of a strategy that the host has.</param>
/// <param name="Variants">Parameter sets, at least one. Totals and tables are those of the first.</param>
/// <param name="Raw">Writes the column of each contract as it was read.</param>
/// <param name="Signals">Writes the buys and sells of each contract to a table of their own.</param>
/// <param name="Concurrency">Contracts that are worked on at the same time.</param>
/// <param name="Code">Of the strategy; null where it is built in.</param>
/// <param name="Format">How the tables of its contracts are written down. CSV is not spelled: definitions from before there was another are the same.</param>
public sealed record AnalysisDefinition(
    string Id,
    string Name,
    string[] Tags,
    PriceTableSource Prices,
    int? Contracts,
    string[]? Only,
    string? Index,
    int Slices,
    string Strategy,
    SortedDictionary<string, double>[] Variants,
    bool Raw,
    bool Signals,
    int Concurrency,
    DateTime CreatedUtc,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AnalysisCode? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ResultFormat Format = ResultFormat.Csv);
