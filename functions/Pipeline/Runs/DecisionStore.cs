using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>What was decided on each alert of a run and what came of it. The first word counts: deciding again gives what was decided.</summary>
public sealed class DecisionStore(IDocumentStore store, DocumentCache documents)
{
    public async Task<DecisionDocument?> Find(RunId run, Symbol symbol, int sequence, CancellationToken cancellationToken) =>
        await documents.ReadFinal(Key(run, "decision", symbol, sequence), PipelineJson.Default.DecisionDocument, cancellationToken);

    /// <summary>Stores decisions, at most 48; those that exist stay as they are.</summary>
    /// <returns>The decisions as stored, in the same order.</returns>
    public async Task<IReadOnlyList<DecisionDocument>> Save(RunId run, IReadOnlyList<DecisionDocument> decisions, CancellationToken cancellationToken)
    {
        var keyed = decisions.Select(d => (Key(run, "decision", d.Alert.Symbol, d.Alert.Sequence).Id, d)).ToArray();
        if ((await documents.CreateAll(Containers.Runs, run.Value, keyed, PipelineJson.Default.DecisionDocument, [], cancellationToken)).IsDone)
        {
            return decisions;
        }

        var stored = new List<DecisionDocument>(decisions.Count);
        foreach (var decision in decisions)
        {
            stored.Add(await documents.CreateOrRead(
                Key(run, "decision", decision.Alert.Symbol, decision.Alert.Sequence), decision, PipelineJson.Default.DecisionDocument, cancellationToken));
        }

        return stored;
    }

    public async Task<OutcomeDocument> SaveOutcome(RunId run, OutcomeDocument outcome, CancellationToken cancellationToken) =>
        await store.CreateOrRead(Key(run, "outcome", outcome.Symbol, outcome.Sequence), outcome, PipelineJson.Default.OutcomeDocument, cancellationToken);

    public async Task<OutcomeDocument?> FindOutcome(RunId run, Symbol symbol, int sequence, CancellationToken cancellationToken) =>
        (await store.Read(Key(run, "outcome", symbol, sequence), PipelineJson.Default.OutcomeDocument, cancellationToken))?.Value;

    public IAsyncEnumerable<DecisionDocument> ReadAll(RunId run, CancellationToken cancellationToken) =>
        store.ReadAll(Containers.Runs, run.Value, "decision:", PipelineJson.Default.DecisionDocument, cancellationToken);

    public IAsyncEnumerable<OutcomeDocument> ReadOutcomes(RunId run, CancellationToken cancellationToken) =>
        store.ReadAll(Containers.Runs, run.Value, "outcome:", PipelineJson.Default.OutcomeDocument, cancellationToken);

    private static DocumentKey Key(RunId run, string kind, Symbol symbol, int sequence) =>
        new(Containers.Runs, run.Value, string.Create(CultureInfo.InvariantCulture, $"{kind}:{DocumentIds.Of(symbol)}:{sequence:D8}"));
}
