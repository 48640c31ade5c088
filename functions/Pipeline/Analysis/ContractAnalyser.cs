using System.Text;
using System.Text.Json;
using TradingFunctions.Domain.Analysis;
using TradingFunctions.Pipeline.Analysis.Tables;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Analyses one contract of a table and writes what it found.</summary>
public sealed class ContractAnalyser(AnalysisStore store, OpenedTables tables, AnalysisStrategies strategies, IArtefacts artefacts, ResultTables results)
{
    /// <summary>Counts of one time slice; changes and judgements look across its borders. Writes nothing.</summary>
    public async Task<SignalCounts> AnalyseSlice(SliceRequest request, CancellationToken cancellationToken)
    {
        var definition = await store.Definition(request.Id, cancellationToken);
        var table = await tables.Open(definition, request.Digest, cancellationToken);
        var strategy = strategies.Open(definition, artefacts);
        using var column = Load(table, request.Contract);
        var (from, to) = (column.FirstPrice(request.Slice, request.Slices), column.FirstPrice(request.Slice + 1, request.Slices));
        return column.Evaluate(strategy, definition.Variants[0], from, to);
    }

    /// <summary>Analyses the whole contract; its tables and summary are written when it returns.</summary>
    public async Task<ContractOutcome> Analyse(ContractRequest request, CancellationToken cancellationToken)
    {
        var definition = await store.Definition(request.Id, cancellationToken);
        var table = await tables.Open(definition, request.Digest, cancellationToken);
        var strategy = strategies.Open(definition, artefacts);
        using var column = Load(table, request.Contract);
        if (column.Count == 0)
        {
            throw new ActivityFailureException(AnalysisCodes.NoPrices, table.Fault(request.Contract.Column, $"has no price in {table.Rows} rows.").Message);
        }

        var variants = new List<VariantView>();
        foreach (var parameters in definition.Variants.Skip(1))
        {
            variants.Add(new VariantView(parameters, CountsView.Of(column.Evaluate(strategy, parameters, 0, column.Count))));
        }

        // The first set comes last: its rows are what the tables hold.
        var (counts, slices) = Slices(column, table, definition, strategy);
        variants.Insert(0, new VariantView(definition.Variants[0], CountsView.Of(counts)));
        try
        {
            var written = await WriteTables(definition, request.Contract, column, table, cancellationToken);
            await WriteSummary(definition, Summary(definition, request.Contract, column, table, counts, slices, [.. variants], written), cancellationToken);
        }
        catch (IOException e)
        {
            throw AnalysisCodes.Failure(e);
        }

        return new ContractOutcome(request.Contract, counts);
    }

    private static ColumnAnalysis Load(IPriceTable table, ContractName contract)
    {
        try
        {
            return new ColumnAnalysis(table, contract.Column);
        }
        catch (PriceTableException e)
        {
            throw AnalysisCodes.Failure(e, AnalysisCodes.BadValue);
        }
    }

    private static (SignalCounts Counts, SliceView[] Slices) Slices(ColumnAnalysis column, IPriceTable table, AnalysisDefinition definition, AnalysisStrategy strategy)
    {
        var counts = default(SignalCounts);
        var slices = new SliceView[definition.Slices == 1 ? 0 : definition.Slices];
        for (var slice = 0; slice < definition.Slices; slice++)
        {
            var (from, to) = (column.FirstPrice(slice, definition.Slices), column.FirstPrice(slice + 1, definition.Slices));
            var part = column.Evaluate(strategy, definition.Variants[0], from, to);
            counts += part;
            if (slices.Length > 0)
            {
                slices[slice] = new SliceView(slice + 1, SliceTime(table, slice, definition.Slices), CountsView.Of(part));
            }
        }

        return (counts, slices);
    }

    /// <summary>First time of a slice; empty where the table has more slices than rows.</summary>
    internal static string SliceTime(IPriceTable table, int slice, int slices) =>
        TimeSlices.FirstRow(slice, slices, table.Rows) is var row && row < table.Rows ? Encoding.ASCII.GetString(table.TimeText(row)) : string.Empty;

    private async Task<string[]> WriteTables(AnalysisDefinition definition, ContractName contract, ColumnAnalysis column, IPriceTable table, CancellationToken cancellationToken)
    {
        var written = new List<string>();
        await Write(
            AnalysisNames.Table(contract, definition.Format),
            stream => ContractTables.WriteAnalysis(stream, table, column.Rows, column.Prices, column.Found),
            () => ResultColumns.Analysis(table, column.Rows, column.Prices, column.Found));
        if (definition.Signals)
        {
            await Write(
                AnalysisNames.SignalsTable(contract, definition.Format),
                stream => ContractTables.WriteSignals(stream, table, column.Rows, column.Prices, column.Found),
                () => ResultColumns.Signals(table, column.Rows, column.Prices, column.Found));
        }

        if (definition.Raw)
        {
            await Write(
                AnalysisNames.RawTable(contract, definition.Format),
                stream => ContractTables.WriteRaw(stream, table, column.Column),
                () => ResultColumns.Raw(table, column.Column));
        }

        return [.. written];

        async Task Write(string name, Action<Stream> csv, Func<ResultTable> columns)
        {
            written.Add(name);
            var write = results.Find(definition.Format) is { } format ? await Whole(format, columns(), cancellationToken) : csv;
            await artefacts.Write(definition.Id, name, write, cancellationToken);
        }
    }

    /// <summary>
    /// A format of columns has the table in memory anyway, and writes it once: the file, smaller than the table, lies there beside it until it is stored, whose writers do not wait for one another.
    /// </summary>
    private static async Task<Action<Stream>> Whole(IResultTableFormat format, ResultTable table, CancellationToken cancellationToken)
    {
        var file = new MemoryStream();
        try
        {
            await format.Write(table, file, cancellationToken);
        }
        catch (NotSupportedException e)
        {
            throw new ActivityFailureException(AnalysisCodes.BadTable, e.Message, retriable: false, e);
        }

        return file.WriteTo;
    }

    private Task WriteSummary(AnalysisDefinition definition, ContractSummary summary, CancellationToken cancellationToken) =>
        artefacts.Write(
            definition.Id, AnalysisNames.TableSummary(summary.File), stream => JsonSerializer.Serialize(stream, summary, AnalysisJson.Default.ContractSummary), cancellationToken);

    private static ContractSummary Summary(
        AnalysisDefinition definition, ContractName contract, ColumnAnalysis column, IPriceTable table, SignalCounts counts, SliceView[] slices, VariantView[] variants, string[] tables)
    {
        var (first, last) = column.Rows.IsEmpty ? (0, table.Rows - 1) : (column.Rows[0], column.Rows[^1]);
        return new ContractSummary(
            contract.Contract,
            contract.File,
            definition.Strategy,
            table.Rows,
            table.Rows - column.Count,
            column.BadValues,
            Encoding.ASCII.GetString(table.TimeText(first)),
            Encoding.ASCII.GetString(table.TimeText(last)),
            column.Prices[0],
            column.Prices[^1],
            CountsView.Of(counts),
            slices,
            variants,
            tables);
    }
}
