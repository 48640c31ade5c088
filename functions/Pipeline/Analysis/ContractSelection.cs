using TradingFunctions.Pipeline.Analysis.Tables;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Which columns of a table an analysis is about.</summary>
/// <param name="Index">The index column; -1 without one.</param>
internal sealed record ContractSelection(IReadOnlyList<ContractName> Contracts, int Index)
{
    /// <summary>A column of this name, in whatever case, is the index where none is named.</summary>
    private const string StandardIndex = "index";

    /// <exception cref="PriceTableException">A contract or index that is asked for is not in the table, or nothing is left.</exception>
    public static ContractSelection Of(AnalysisDefinition definition, IPriceTable table)
    {
        var columns = table.Columns;
        var index = FindIndex(definition, columns);
        var wanted = definition.Only?.ToHashSet(StringComparer.Ordinal);
        if (wanted?.Except(columns, StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new PriceTableException(definition.Prices.Path, $"has no column '{PriceTableException.Show(missing)}'.");
        }

        var files = ContractFiles.Assign(columns);
        var contracts = new List<ContractName>();
        for (var i = 0; i < columns.Count && contracts.Count < (definition.Contracts ?? int.MaxValue); i++)
        {
            if (i != index && (wanted is null || wanted.Contains(columns[i])))
            {
                contracts.Add(new ContractName(columns[i], i, files[i]));
            }
        }

        return contracts.Count > 0 ? new ContractSelection(contracts, index) : throw new PriceTableException(definition.Prices.Path, "has no contract to analyse.");
    }

    private static int FindIndex(AnalysisDefinition definition, IReadOnlyList<string> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (definition.Index is { } name ? columns[i] == name : columns[i].Equals(StandardIndex, StringComparison.OrdinalIgnoreCase) && definition.Only?.Contains(columns[i]) != true)
            {
                return i;
            }
        }

        return definition.Index is null ? -1 : throw new PriceTableException(definition.Prices.Path, $"has no column '{PriceTableException.Show(definition.Index)}', which is to be the index.");
    }
}
