using System.Globalization;
using System.Text.Json;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Brokers;

/// <summary>Takes answers of the broker that make no sense: halts trading, keeps what was said, tells people.</summary>
/// <remarks>It fails nobody: whoever asked goes on as without an answer, and nothing of the answer gets into the books.</remarks>
public sealed class BrokerSentinel(AccountBook book, AuditTrail audit, INotifier notifier)
{
    /// <summary>Characters of an answer that are kept.</summary>
    private const int MaxRaw = 16 * 1024;

    private const string Subject = "broker.answer";

    private readonly Lock gate = new();
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);
    private int count;

    /// <summary>Reports an order that contradicts itself or the books.</summary>
    public Task Report(string contradiction, BrokerOrder order, CancellationToken cancellationToken) =>
        Report(contradiction, order.Raw ?? JsonSerializer.Serialize(order, TradingJson.Default.BrokerOrder), cancellationToken);

    /// <summary>Reports an event that contradicts itself or the books.</summary>
    public Task Report(string contradiction, OrderEvent told, CancellationToken cancellationToken) =>
        Report(contradiction, JsonSerializer.Serialize(told, TradingJson.Default.OrderEvent), cancellationToken);

    /// <summary>Halts trading and keeps the answer. The same contradiction is kept once; trading is halted each time.</summary>
    public async Task Report(string contradiction, string raw, CancellationToken cancellationToken)
    {
        // First of all: whatever becomes of the row, no more orders go out.
        await book.SetTradingState(TradingState.Halted, $"an answer of the broker makes no sense: {contradiction}", cancellationToken);
        string key;
        lock (gate)
        {
            if (!reported.Add(contradiction))
            {
                return;
            }

            key = (++count).ToString(CultureInfo.InvariantCulture);
        }

        try
        {
            var kept = raw.Length <= MaxRaw ? raw : raw[..MaxRaw];
            await audit.Add(
                new AuditRecord(key, audit.NowUtc, AuditKind.BrokerAnswerKept, "pipeline", Subject, Before: null, kept, contradiction), cancellationToken);
        }
        catch
        {
            // It is not kept yet: the next report of it does that.
            lock (gate)
            {
                reported.Remove(contradiction);
            }

            throw;
        }

        await notifier.Notify(
            new Notification(Severity.Critical, Subject, "Trading is halted", $"An answer of the broker makes no sense: {contradiction}. It is kept in the audit trail."), cancellationToken);
    }
}
