using Microsoft.Extensions.Logging;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>Stores how the monitors ended: from here on the desk finishes when it has handled what they raised.</summary>
public sealed class CloseRun(RunStore runs) : IActivity<RunClosing, bool>
{
    public async Task<bool> Run(RunClosing input, CancellationToken cancellationToken)
    {
        await runs.Close(input, cancellationToken);
        return true;
    }
}

/// <summary>Stores the result of a run.</summary>
public sealed class FinishRun(RunStore runs) : IActivity<PortfolioResult, bool>
{
    public async Task<bool> Run(PortfolioResult input, CancellationToken cancellationToken)
    {
        await runs.FinishRun(input, cancellationToken);
        return true;
    }
}

/// <summary>Stores and reports that a monitor failed or that its checks fail, and gives its end: how far its alerts came is in the store.</summary>
public sealed class ReportFailure(RunStore runs, AlertStore alerts, INotifier notifier, TimeProvider clock, ILogger<ReportFailure> log) : IActivity<MonitorFailure, MonitorEnd>
{
    public async Task<MonitorEnd> Run(MonitorFailure input, CancellationToken cancellationToken)
    {
        var last = input.Symbol == default ? 0 : await alerts.LastSequence(input.Run, input.Symbol, cancellationToken);
        var end = new MonitorEnd(input.Symbol, 0, 0, last, $"{input.Code}: {input.Message}");
        var stored = await runs.SaveFailure(new FailureDocument(input, clock.GetUtcNow().UtcDateTime, end), cancellationToken);
        log.MonitorFailed(input.Symbol, input.Code, input.Message);
        await notifier.Notify(
            new Notification(Severity.Warning, input.Matter, input.Check > 0 ? $"Checks of {input.Symbol} fail" : $"Monitor of {input.Symbol} failed", $"{input.Code}: {input.Message}"), cancellationToken);
        return stored.End;
    }
}

/// <summary>Ends an instance that did not end when it was asked to.</summary>
public sealed class TerminateInstance(IOrchestrationClient orchestrations) : IActivity<TerminateRequest, bool>
{
    public Task<bool> Run(TerminateRequest input, CancellationToken cancellationToken) =>
        orchestrations.Terminate(input.InstanceId, input.Reason, cancellationToken);
}
