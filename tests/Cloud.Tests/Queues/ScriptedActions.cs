using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace TradingFunctions.Cloud.Tests.Queues;

/// <summary>How a message was settled: one word of it, and what was written on it.</summary>
internal sealed class ScriptedActions : ServiceBusMessageActions
{
    public List<string> Settled { get; } = [];

    public IDictionary<string, object>? Properties { get; private set; }

    public string? Description { get; private set; }

    /// <summary>What the host answers instead.</summary>
    public Exception? Failure { get; set; }

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Settle("completed", null);

    public override Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Settle("abandoned", propertiesToModify);

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, Dictionary<string, object>? propertiesToModify = null, string? deadLetterReason = null, string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default)
    {
        Description = deadLetterErrorDescription;
        return Settle($"dead-lettered {deadLetterReason}", propertiesToModify);
    }

    Task Settle(string how, IDictionary<string, object>? properties)
    {
        if (Failure is not null)
            return Task.FromException(Failure);
        Settled.Add(how);
        Properties = properties;
        return Task.CompletedTask;
    }
}
