using Parquet;
using Parquet.Schema;
using TradingFunctions.Pipeline.Analysis.Tables;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Parquet;

/// <summary>One file as it is read: row group by row group, in each first the times, then one column after the other.</summary>
internal sealed class ParquetTable
{
    private readonly string path;
    private readonly TableRules rules;
    private readonly ParquetReader reader;
    private readonly Field time;
    private readonly int timeNumber;
    private readonly Field[] columns;
    private readonly TableHeader header;
    private readonly TableTimes times;

    /// <exception cref="PriceTableException">There is no column of times, or a name breaks a rule.</exception>
    public ParquetTable(string path, TableRules rules, ParquetReader reader)
    {
        (this.path, this.rules, this.reader) = (path, rules, reader);
        var fields = reader.Schema.Fields;
        var at = fields.ToList().FindIndex(field => TableHeader.IsTime(field.Name));
        time = at >= 0 ? fields[at] : throw new PriceTableException(path, $"has no column '{TableHeader.Time}'. A price table has one of times, then one per contract.");
        timeNumber = at + 1;
        columns = [.. fields.Where((_, i) => i != at)];
        header = TableHeader.Of(path, [.. fields.Select((field, i) => new HeaderColumn(field.Name, i + 1)).Where(column => column.Number != timeNumber)], rules, line: 0);
        times = new TableTimes(path, rules, timeNumber, hasLines: false);
    }

    /// <exception cref="PriceTableException">A row or a value breaks a rule, or a column cannot be read.</exception>
    public async Task<PriceTable> Read(string digest, CancellationToken cancellationToken)
    {
        PriceTable.CheckSize(path, reader.RowGroups.Sum(group => group.RowCount), header.Names.Length);
        var blocks = new List<TableBlock>();
        var first = 1L;
        foreach (var group in reader.RowGroups)
        {
            blocks.Add(await Read(group, first, cancellationToken));
            first += group.RowCount;
        }

        return new PriceTable(path, digest, rules, header, times, blocks);
    }

    private async Task<TableBlock> Read(ParquetRowGroupReader group, long first, CancellationToken cancellationToken)
    {
        int[] kept = [];
        await Guarded(time, timeNumber, async () => kept = await ParquetTimes.Read(group, time, times, first, cancellationToken));
        var block = new TableBlock(kept.Length, header.Names.Length);
        var prices = new ParquetPrices(group, kept, first, block);
        for (var i = 0; i < columns.Length; i++)
        {
            var (field, target) = (columns[i], header.Targets[i]);
            if (target >= 0)
            {
                await Guarded(field, header.Numbers[target], () => prices.Read(field, target, cancellationToken));
            }
        }

        return block;
    }

    /// <summary>Names the column that cannot be read.</summary>
    private async Task Guarded(Field field, int number, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (Exception e) when (e is not (PriceTableException or OperationCanceledException or OutOfMemoryException))
        {
            throw new PriceTableException(path, $"cannot be read: {e.Message}", column: number, name: field.Name, inner: e);
        }
    }
}
