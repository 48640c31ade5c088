using System.Globalization;
using Microsoft.Extensions.Logging;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>Stores that a strategy was switched off because of what it did, and tells people: before anything else becomes of the check that it happened in.</summary>
/// <param name="audit">None in a replay.</param>
public sealed class StrategyFaults(StrategyBook book, IDocumentStore store, INotifier notifier, ILogger<StrategyFaults> log, AuditTrail? audit = null) : IDisposable
{
    private const string Partition = "strategies";
    private const string Prefix = "fault:";
    private const string Host = "host";

    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Reports what has not been yet. Cheap when there is nothing.</summary>
    public async ValueTask Report(CancellationToken cancellationToken)
    {
        if (!book.HasUnreported)
        {
            return;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var fault in book.Unreported)
            {
                await Report(fault, cancellationToken);
                book.Reported();
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Takes over what the store says.</summary>
    public async Task Load(CancellationToken cancellationToken)
    {
        var before = book.Stored;
        var stored = new List<StrategyFault>();
        await foreach (var fault in store.ReadAll(Containers.Config, Partition, Prefix, StrategyJson.Default.StrategyFault, cancellationToken))
        {
            stored.Add(fault);
        }

        book.Remember(stored, before);
    }

    /// <summary>Lets a strategy run again.</summary>
    public async Task Forgive(StrategyFault fault, PersonAct act, CancellationToken cancellationToken)
    {
        if (audit is not null)
        {
            await Record(fault, AuditKind.StrategySwitched, act.By.Value, before: fault.Message, after: "on", act.Reason, cancellationToken);
        }

        await store.Transact(Containers.Config, Partition, [StoreOperation.Delete(Prefix + fault.Strategy, etag: null)], cancellationToken);
        book.Forgive(fault.Strategy);
    }

    public void Dispose() => gate.Dispose();

    private async Task Report(StrategyFault fault, CancellationToken cancellationToken)
    {
        var key = new DocumentKey(Containers.Config, Partition, Prefix + fault.Strategy);
        await store.Create(key, fault, StrategyJson.Default.StrategyFault, cancellationToken);
        if (audit is not null)
        {
            await Record(fault, AuditKind.StrategyDisabled, Host, before: "on", after: "off", fault.Message, cancellationToken);
        }

        log.StrategyDisabled(fault.Strategy, fault.Kind, fault.Symbol, fault.AtUtc, fault.Message);
        await Tell(fault, cancellationToken);
    }

    private Task Record(StrategyFault fault, AuditKind kind, string by, string before, string after, string reason, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{fault.Strategy}-{fault.AtUtc.Ticks}");
        return audit!.Add(new AuditRecord(key, audit.NowUtc, kind, by, $"strategies.{fault.Strategy}", Text(before), Text(after), reason), cancellationToken);
    }

    private static string Text(string value) => System.Text.Json.JsonSerializer.Serialize(value, StrategyJson.Default.String);

    private async Task Tell(StrategyFault fault, CancellationToken cancellationToken)
    {
        try
        {
            await notifier.Notify(
                new Notification(
                    Severity.Critical,
                    $"strategy-disabled:{fault.Strategy}",
                    $"Strategy {fault.Strategy} was switched off",
                    $"It {Did(fault.Kind)} at {fault.AtUtc:u} on {fault.Symbol}: {fault.Message} Its positions are left to their stops and to the planner's exits. 'strategies enable {fault.Strategy}' lets it run again."),
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // People read the audit trail too; a check does not fail because nobody could be told.
            log.NotificationFailed($"strategy-disabled:{fault.Strategy}", e);
        }
    }

    private static string Did(FaultKind kind) => kind switch
    {
        FaultKind.Threw => "threw",
        FaultKind.Overran => "overran its time budget",
        FaultKind.BadSignal => "gave no valid signal",
        _ => throw new InvalidOperationException($"There is no fault {kind}."),
    };
}
