using System.Text;
using TradingFunctions.Domain.Analysis;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Reads the table and finds out what there is to analyse.</summary>
public sealed class OpenPriceTable(AnalysisStore store, OpenedTables tables) : IActivity<AnalysisStart, TableOpened>
{
    public async Task<TableOpened> Run(AnalysisStart input, CancellationToken cancellationToken)
    {
        var definition = await store.Definition(input.Id, cancellationToken);
        var table = await tables.Open(definition, cancellationToken);
        var selection = Select(definition, table);
        string[] times = definition.Slices == 1 ? [] : [.. Enumerable.Range(0, definition.Slices).Select(slice => ContractAnalyser.SliceTime(table, slice, definition.Slices))];
        int[] columns = [.. selection.Contracts.Select(contract => contract.Column), .. selection.Index < 0 ? (int[])[] : [selection.Index]];
        var (skippedValues, valuePlaces) = table.SkippedValues(columns);
        await store.SaveTable(
            definition.Id,
            new TableSummary(
                table.Digest,
                table.Rows,
                selection.Contracts.Count,
                selection.Index < 0 ? null : table.Columns[selection.Index],
                Encoding.ASCII.GetString(table.TimeText(0)),
                Encoding.ASCII.GetString(table.TimeText(table.Rows - 1)),
                times,
                new SortedDictionary<string, int>(table.SkippedRows.ToDictionary(), StringComparer.Ordinal),
                [.. table.SkippedColumns],
                skippedValues,
                [.. table.SkippedPlaces, .. valuePlaces]),
            cancellationToken);
        return new TableOpened(table.Digest, table.Rows, selection.Contracts.Count);
    }

    internal static ContractSelection Select(AnalysisDefinition definition, IPriceTable table)
    {
        try
        {
            return ContractSelection.Of(definition, table);
        }
        catch (PriceTableException e)
        {
            throw AnalysisCodes.Failure(e, AnalysisCodes.BadTable);
        }
    }
}

/// <summary>Names the next contracts; as many as fit a payload.</summary>
public sealed class NameContracts(AnalysisStore store, OpenedTables tables) : IActivity<NamesRequest, ContractNames>
{
    /// <summary>A page's outcomes must fit a payload too, each with a message, and in the longest spelling that JSON has for a character.</summary>
    private const int MostContracts = 32;

    private const int MostCharacters = 1536;

    public async Task<ContractNames> Run(NamesRequest input, CancellationToken cancellationToken)
    {
        var definition = await store.Definition(input.Id, cancellationToken);
        var table = await tables.Open(definition, input.Digest, cancellationToken);
        var contracts = OpenPriceTable.Select(definition, table).Contracts;
        var page = new List<ContractName>();
        var characters = 0;
        for (var i = input.From; i < contracts.Count && page.Count < MostContracts && characters < MostCharacters; i++)
        {
            page.Add(contracts[i]);
            characters += contracts[i].Contract.Length;
        }

        var next = input.From + page.Count;
        return new ContractNames([.. page], next < contracts.Count ? next : 0);
    }
}

/// <summary>Counts one time slice of a contract.</summary>
public sealed class AnalyseSlice(ContractAnalyser analyser) : IActivity<SliceRequest, SignalCounts>
{
    public Task<SignalCounts> Run(SliceRequest input, CancellationToken cancellationToken) => analyser.AnalyseSlice(input, cancellationToken);
}

/// <summary>Analyses a contract and writes its tables and summary.</summary>
public sealed class AnalyseColumn(ContractAnalyser analyser) : IActivity<ContractRequest, ContractOutcome>
{
    public Task<ContractOutcome> Run(ContractRequest input, CancellationToken cancellationToken) => analyser.Analyse(input, cancellationToken);
}

/// <summary>Stores what a page of contracts came to.</summary>
public sealed class RecordContracts(AnalysisStore store) : IActivity<PageOutcomes, bool>
{
    public async Task<bool> Run(PageOutcomes input, CancellationToken cancellationToken)
    {
        await store.SavePage(input, cancellationToken);
        return true;
    }
}
