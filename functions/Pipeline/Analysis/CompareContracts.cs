using System.Text.Json;
using TradingFunctions.Domain.Analysis;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Looks at all contracts beside each other once they are over: totals, ranking, correlation with the index column.</summary>
public sealed class CompareContracts(AnalysisStore store, OpenedTables tables, IArtefacts artefacts) : IActivity<AnalysisStep, bool>
{
    public async Task<bool> Run(AnalysisStep input, CancellationToken cancellationToken)
    {
        var definition = await store.Definition(input.Id, cancellationToken);
        var outcomes = await store.Outcomes(input.Id, cancellationToken);
        ContractOutcome[] done = [.. outcomes.Where(outcome => outcome.FailureCode is null)];
        try
        {
            ContractSummary[] summaries = [.. done.Select(outcome => Read(input.Id, outcome.Contract))];
            var (correlations, fault) = await Correlate(definition, input.Digest, done, cancellationToken);
            var comparison = Compare(definition, summaries, correlations) with { IndexFault = fault };
            await artefacts.Write(
                input.Id, AnalysisNames.Comparison, stream => JsonSerializer.Serialize(stream, comparison, AnalysisJson.Default.Comparison), cancellationToken);
        }
        catch (IOException e)
        {
            throw AnalysisCodes.Failure(e);
        }

        return true;
    }

    private ContractSummary Read(string id, ContractName contract)
    {
        var name = AnalysisNames.TableSummary(contract.File);
        using var stream = artefacts.OpenRead(id, name) ?? throw new ActivityFailureException(AnalysisCodes.NotWritten, $"{name} is gone. Begin the analysis again.");
        return JsonSerializer.Deserialize(stream, AnalysisJson.Default.ContractSummary)!;
    }

    /// <returns>Per contract its correlation, and why there are none: an index column that cannot be used costs the correlations, and nothing else.</returns>
    private async Task<(ChangeCorrelation?[] Correlations, string? Fault)> Correlate(AnalysisDefinition definition, string digest, ContractOutcome[] contracts, CancellationToken cancellationToken)
    {
        var correlations = new ChangeCorrelation?[contracts.Length];
        var table = await tables.Open(definition, digest, cancellationToken);
        var index = OpenPriceTable.Select(definition, table).Index;
        if (index < 0)
        {
            return (correlations, null);
        }

        var indexPrices = new double[table.Rows];
        if (ReadIndex(table, index, indexPrices) is { } fault)
        {
            return (correlations, fault);
        }

        try
        {
            var prices = new double[table.Rows];
            for (var i = 0; i < contracts.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                table.Read(contracts[i].Contract.Column, prices);
                correlations[i] = ChangeCorrelation.Of(prices, indexPrices);
            }
        }
        catch (PriceTableException e)
        {
            throw AnalysisCodes.Failure(e, AnalysisCodes.BadTable);
        }

        return (correlations, null);
    }

    /// <returns>What is wrong with the index column; null where it can be used.</returns>
    private static string? ReadIndex(IPriceTable table, int index, double[] prices)
    {
        try
        {
            table.Read(index, prices);
        }
        catch (PriceTableException e)
        {
            return e.Message;
        }

        return Array.TrueForAll(prices, double.IsNaN) ? table.Fault(index, FormattableString.Invariant($"has no price in {table.Rows} rows.")).Message : null;
    }

    private static Comparison Compare(AnalysisDefinition definition, ContractSummary[] summaries, ChangeCorrelation?[] correlations)
    {
        var ranking = summaries
            .Select((summary, i) => (Summary: summary, Correlation: correlations[i]))
            .OrderByDescending(c => c.Summary.Counts.SuccessRate ?? -1)
            .ThenByDescending(c => c.Summary.Counts.Good + c.Summary.Counts.Bad)
            .ThenBy(c => c.Summary.Contract, StringComparer.Ordinal)
            .Select((c, i) => new RankedContract(
                i + 1, c.Summary.Contract, c.Summary.File, c.Summary.Counts, (c.Summary.LastPrice / c.Summary.FirstPrice) - 1, c.Correlation?.Coefficient, c.Correlation?.Beta))
            .ToArray();
        var coefficients = ranking.Where(c => c.Correlation is not null).Select(c => c.Correlation!.Value).ToArray();
        return new Comparison(ranking, Slices(definition, summaries), Variants(definition, summaries), coefficients.Length > 0 ? coefficients.Average() : null);
    }

    private static SliceView[] Slices(AnalysisDefinition definition, ContractSummary[] summaries) => definition.Slices == 1 || summaries.Length == 0
        ? []
        : [.. Enumerable.Range(0, definition.Slices).Select(i => summaries[0].Slices[i] with { Counts = Sum(summaries.Select(s => s.Slices[i].Counts)) })];

    private static VariantView[] Variants(AnalysisDefinition definition, ContractSummary[] summaries) =>
        [.. definition.Variants.Select((parameters, i) => new VariantView(parameters, Sum(summaries.Select(s => s.Variants[i].Counts))))];

    private static CountsView Sum(IEnumerable<CountsView> counts) => CountsView.Of(counts.Aggregate(default(SignalCounts), (sum, c) => sum + c.ToCounts()));
}
