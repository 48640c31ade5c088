using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Examines the decision log: every record, chain and anchor. Reads alone: it never repairs.</summary>
public sealed class ChainAuditor(ChainStore chains, LogSealer log, RunStore runs, IDocumentStore store, IAnchorCopies copies, PipelineSettings settings)
{
    public async Task<AuditReport> Examine(CancellationToken cancellationToken)
    {
        var findings = new AuditFindings();
        var (anchors, compared) = await new AnchorAudit(chains, copies, findings).Examine(cancellationToken);
        var seals = new Dictionary<RunId, RunSeal>();
        foreach (var seal in anchors.SelectMany(anchor => anchor.Runs))
        {
            seals[seal.Run] = seal;
        }

        var ofRuns = new RunAudit(chains, findings);
        var seen = new HashSet<RunId>();
        await foreach (var run in runs.ListRunIds(cancellationToken))
        {
            seen.Add(run);
            await ofRuns.Examine(run, seals.GetValueOrDefault(run), cancellationToken);
        }

        foreach (var (run, seal) in seals.Where(pair => !seen.Contains(pair.Key)).OrderBy(pair => pair.Key.Value, StringComparer.Ordinal))
        {
            findings.Add(AuditFaultKind.Missing, $"run {run}", $"run:{run}", "It was sealed and is not in the list of runs.");
            await ofRuns.Examine(run, seal, cancellationToken);
        }

        var ofLog = new LogAudit(chains, log, store, settings.Account, findings);
        await ofLog.Examine(anchors, cancellationToken);
        return new AuditReport(
            findings.Count == 0,
            anchors.Count,
            anchors.Count == 0 ? null : anchors[^1],
            compared,
            seen.Count,
            ofRuns.Chains,
            ofRuns.Records,
            ofLog.Sealed,
            ofRuns.Unsealed + ofLog.Unsealed,
            findings.ToArray(),
            findings.Count);
    }
}
