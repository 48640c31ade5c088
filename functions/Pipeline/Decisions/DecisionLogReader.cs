using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Serialization;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Decisions;

/// <summary>The documents of one run that decisions are made of, by symbol and number.</summary>
public sealed record RunRecords(List<MonitoringPlan> Plans, List<Alert> Alerts, List<DecisionDocument> Decisions, List<OutcomeDocument> Outcomes);

/// <summary>Collects the canonical decision log from the store.</summary>
public sealed class DecisionLogReader(IDocumentStore store, PipelineSettings settings)
{
    private static readonly HashSet<string> Nothing = [];

    /// <summary>What the protocol needs and the decision does not: a killed run has other claims and look-ups than one that was not.</summary>
    private static readonly HashSet<string> OfOrders = ["number", "claim", "worker", "executions", "brokerOrderId", "unresolvedUtc", "updatedUtc", "reported", "takenBack", "bustedUnseen", "correctedUnseen", "correctedUtc", "denials", "trace"];

    private static readonly HashSet<string> OfAlerts = ["trace"];

    private static readonly HashSet<string> OfFills = ["number", "executionId", "worker"];

    private static readonly HashSet<string> OfOutcomes = ["steps"];

    /// <summary>Adds the plans, alerts, decisions and outcomes of one run.</summary>
    /// <returns>What was added, for whoever has more questions to it.</returns>
    public async Task<RunRecords> ReadRun(DecisionLog log, RunId run, CancellationToken cancellationToken)
    {
        var records = new RunRecords([], [], [], []);
        await foreach (var (document, plan) in Documents("plan:", PipelineJson.Default.MonitoringPlan))
        {
            records.Plans.Add(plan);
            log.Add(plan.ValidFromUtc, run.Value, plan.Symbol, plan.Version, DecisionRecordKind.Plan, document, Nothing);
        }

        await foreach (var (document, alert) in Documents("alert:", PipelineJson.Default.Alert))
        {
            records.Alerts.Add(alert);
            log.Add(alert.AtUtc, run.Value, alert.Symbol, alert.Sequence, DecisionRecordKind.Alert, document, OfAlerts);
        }

        await foreach (var (document, decision) in Documents("decision:", PipelineJson.Default.DecisionDocument))
        {
            records.Decisions.Add(decision);
            log.Add(decision.DecidedUtc, run.Value, decision.Alert.Symbol, decision.Alert.Sequence, DecisionRecordKind.Decision, document, Nothing);
        }

        await foreach (var (document, outcome) in Documents("outcome:", PipelineJson.Default.OutcomeDocument))
        {
            records.Outcomes.Add(outcome);
            log.Add(outcome.AtUtc, run.Value, outcome.Symbol, outcome.Sequence, DecisionRecordKind.Outcome, document, OfOutcomes);
        }

        return records;

        async IAsyncEnumerable<(ReadOnlyMemory<byte> Json, T Value)> Documents<T>(string prefix, JsonTypeInfo<T> type)
        {
            await foreach (var document in this.Documents(Containers.Runs, run.Value, prefix, cancellationToken))
            {
                yield return (document.Json, DocumentStoreExtensions.Parse(document, type));
            }
        }
    }

    /// <summary>Adds the account's orders, gate decisions and fills, of all runs.</summary>
    public async Task ReadAccount(DecisionLog log, CancellationToken cancellationToken)
    {
        var account = settings.Account.Value;
        foreach (var prefix in new[] { AccountDocuments.OrderPrefix, AccountDocuments.IntentPrefix })
        {
            await foreach (var document in Documents(Containers.Trading, account, prefix, cancellationToken))
            {
                var order = DocumentStoreExtensions.Parse(document, TradingJson.Default.OrderRecord);
                var (run, sequence) = OriginOf(order.Origin);
                log.Add(order.DecidedUtc, run, order.Terms.Symbol, sequence, DecisionRecordKind.Order, document.Json, OfOrders);
            }
        }

        await foreach (var document in Documents(Containers.Trading, account, "decision:", cancellationToken))
        {
            var decision = DocumentStoreExtensions.Parse(document, TradingJson.Default.DecisionRecord);
            var (run, sequence) = OriginOf(decision.Origin);
            log.Add(decision.DecidedUtc, run, decision.Terms.Symbol, sequence, DecisionRecordKind.Gate, document.Json, Nothing);
        }

        await foreach (var document in Documents(Containers.Trading, account, AccountDocuments.FillPrefix, cancellationToken))
        {
            var entry = DocumentStoreExtensions.Parse(document, TradingJson.Default.LogEntry);
            log.Add(entry.AtUtc, account, entry.Fill!.Symbol, 0, DecisionRecordKind.Fill, document.Json, OfFills);
        }
    }

    private async IAsyncEnumerable<StoredDocument> Documents(
        string container, string partition, string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await store.Query(container, partition, prefix, after, 1000, descending: false, cancellationToken);
            foreach (var document in page.Items)
            {
                yield return document;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>An alert's origin is run, symbol and sequence; any other origin stands for itself.</summary>
    private static (string Run, long Sequence) OriginOf(string origin) =>
        origin.Split('|') is [var run, _, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? (run, sequence)
            : (origin, 0);
}
