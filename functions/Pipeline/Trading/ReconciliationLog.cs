using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Keeps what reconciliations came to: the newest for whoever asks, and every one that changed the books in the audit trail.</summary>
public sealed class ReconciliationLog(IDocumentStore store, AuditTrail audit, AccountId account)
{
    private const string Subject = "books";

    private volatile ReconciliationReport? latest;

    /// <summary>The newest of this host; null before the first.</summary>
    public ReconciliationReport? Latest => latest;

    private DocumentKey Key => new(Containers.Config, "reconciliation", $"latest:{account.Value}");

    public async Task Add(ReconciliationReport report, CancellationToken cancellationToken)
    {
        var before = latest;
        latest = report;
        if (report is { Status: ReconciliationStatus.Adopted, IsFirst: false })
        {
            var text = string.Join("; ", report.Differences.Concat(report.AdoptedOrders));
            await audit.Add(
                new AuditRecord(
                    report.AtUtc.Ticks.ToString(CultureInfo.InvariantCulture), audit.NowUtc, AuditKind.BooksAdopted, "pipeline", Subject, Before: null, After: null, text),
                cancellationToken);
        }

        // One that says the same as the one before is not worth a write.
        if (before is null || before.Status != report.Status || report.Status != ReconciliationStatus.Agreed)
        {
            await Save(report, cancellationToken);
        }
    }

    /// <summary>The newest of any host; null before the first.</summary>
    public async Task<ReconciliationReport?> Read(CancellationToken cancellationToken) => latest ?? (await store.Read(Key, RiskJson.Default.ReconciliationReport, cancellationToken))?.Value;

    private async Task Save(ReconciliationReport report, CancellationToken cancellationToken)
    {
        // Two hosts may write: either says how it stands.
        if (await store.Read(Key, RiskJson.Default.ReconciliationReport, cancellationToken) is { } stored)
        {
            await store.Replace(Key, report, stored.ETag, RiskJson.Default.ReconciliationReport, cancellationToken);
        }
        else
        {
            await store.Create(Key, report, RiskJson.Default.ReconciliationReport, cancellationToken);
        }
    }
}
