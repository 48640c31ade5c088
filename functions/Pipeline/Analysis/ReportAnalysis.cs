using System.Text;
using System.Text.Json;
using TradingFunctions.Pipeline.Analysis.Reporting;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Reporting;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Writes the summary and the reports of an analysis.</summary>
public sealed class ReportAnalysis(AnalysisStore store, IArtefacts artefacts) : IActivity<AnalysisStep, AnalysisResult>
{
    public async Task<AnalysisResult> Run(AnalysisStep input, CancellationToken cancellationToken)
    {
        var definition = await store.Definition(input.Id, cancellationToken);
        var table = await store.FindTable(input.Id, cancellationToken) ?? throw new InvalidOperationException($"The table of analysis {input.Id} is not stored.");
        var outcomes = await store.Outcomes(input.Id, cancellationToken);
        try
        {
            var comparison = ReadComparison(input.Id);
            var summary = Summarise(definition, table, outcomes, comparison);
            await artefacts.Write(input.Id, AnalysisNames.Summary, stream => JsonSerializer.Serialize(stream, summary, AnalysisJson.Default.AnalysisSummary), cancellationToken);
            var plots = AnalysisPlots.Of(summary, comparison);
            await WritePlots(input.Id, plots, cancellationToken);
            await WriteText(input.Id, AnalysisNames.Markdown, MarkdownReport.Write(summary, comparison, plots), cancellationToken);
            await WriteText(input.Id, AnalysisNames.Html, HtmlReport.Write(summary, comparison, plots), cancellationToken);
            return new AnalysisResult(input.Id, summary.Contracts, summary.Failed.Length, table.Rows, summary.Totals.ToCounts());
        }
        catch (IOException e)
        {
            throw AnalysisCodes.Failure(e);
        }
    }

    private static AnalysisSummary Summarise(AnalysisDefinition definition, TableSummary table, List<ContractOutcome> outcomes, Comparison comparison) => new(
        definition.Id,
        definition.Name,
        definition.Tags,
        Path.GetFileName(definition.Prices.Path),
        definition.Strategy,
        definition.Variants[0],
        table,
        outcomes.Count,
        [.. outcomes.Where(o => o.FailureCode is not null).Select(o => new FailedContract(o.Contract.Contract, o.FailureCode!, o.Failure ?? string.Empty))],
        comparison.Variants[0].Counts,
        comparison.Slices,
        comparison.Variants,
        comparison.MeanCorrelation,
        definition.Code,
        comparison.IndexFault);

    private Comparison ReadComparison(string id)
    {
        using var stream = artefacts.OpenRead(id, AnalysisNames.Comparison)
            ?? throw new ActivityFailureException(AnalysisCodes.NotWritten, $"{AnalysisNames.Comparison} is gone. Begin the analysis again.");
        return JsonSerializer.Deserialize(stream, AnalysisJson.Default.Comparison)!;
    }

    private async Task WritePlots(string id, AnalysisPlot[] plots, CancellationToken cancellationToken)
    {
        foreach (var name in AnalysisNames.Plots)
        {
            if (Array.Find(plots, plot => plot.File == name) is { } plot)
            {
                await WriteText(id, name, SvgPlot.Document(plot.Figure), cancellationToken);
            }
            else
            {
                // An earlier analysis may have left one here.
                artefacts.Delete(id, name);
            }
        }
    }

    private Task WriteText(string id, string name, string text, CancellationToken cancellationToken) =>
        artefacts.Write(id, name, stream => stream.Write(Encoding.UTF8.GetBytes(text)), cancellationToken);
}

/// <summary>Closes the record of an analysis, with what it came to or why it failed.</summary>
public sealed class FinishAnalysis(AnalysisStore store, OpenedTables tables, ExperimentStore experiments, IArtefacts artefacts, AnalysisClock clock) : IActivity<AnalysisEnding, bool>
{
    public async Task<bool> Run(AnalysisEnding input, CancellationToken cancellationToken)
    {
        var definition = await store.Definition(input.Id, cancellationToken);
        tables.Forget(definition);
        var (metrics, names) = input.Failure is null ? Results(input.Id) : ([], []);
        return await experiments.Change(
            input.Id,
            record => record with
            {
                Status = input.Failure is null ? ExperimentStatus.Finished : ExperimentStatus.Failed,
                FinishedUtc = clock.NowUtc,
                Metrics = metrics,
                Artefacts = names,
                Failure = input.Failure,
            },
            cancellationToken);
    }

    private (SortedDictionary<string, double> Metrics, string[] Names) Results(string id)
    {
        using var stream = artefacts.OpenRead(id, AnalysisNames.Summary);
        var summary = stream is null ? null : JsonSerializer.Deserialize(stream, AnalysisJson.Default.AnalysisSummary);
        return (summary is null ? [] : AnalysisRecord.Metrics(summary), [AnalysisNames.Summary, AnalysisNames.Comparison, AnalysisNames.Markdown, AnalysisNames.Html, .. Plots(id)]);
    }

    private IEnumerable<string> Plots(string id)
    {
        var there = artefacts.List(id).Select(artefact => artefact.Name).ToHashSet(StringComparer.Ordinal);
        return AnalysisNames.Plots.Where(there.Contains);
    }
}
