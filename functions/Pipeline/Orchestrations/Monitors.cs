using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>The monitors of one portfolio, as its orchestration keeps them: part of that orchestration's code, so nothing here may wait for anything else.</summary>
internal sealed class Monitors(IOrchestrationContext context, PortfolioRequest request)
{
    /// <summary>In the order of their start: the order in which an orchestration touches its children must not depend on hashing.</summary>
    private readonly List<Monitor> monitors = [];
    private readonly Dictionary<Symbol, Monitor> newest = [];
    private string step = "planning";

    private sealed class Monitor(Symbol symbol, string instanceId, int start)
    {
        public Symbol Symbol { get; } = symbol;

        public string InstanceId { get; } = instanceId;

        public int Start { get; } = start;

        public Task<MonitorEnd> End { get; set; } = null!;
    }

    /// <summary>Starts a monitor for each plan whose symbol has none running.</summary>
    public void Start(IReadOnlyList<PlanReference> plans)
    {
        foreach (var plan in plans)
        {
            if (newest.TryGetValue(plan.Symbol, out var before) && !before.End.IsCompleted)
            {
                continue;
            }

            var start = before is null ? 1 : before.Start + 1;
            var last = before?.End.Result.LastSequence ?? 0;
            var monitor = new Monitor(plan.Symbol, InstanceIds.Monitor(request.Run, plan.Symbol, start), start);
            monitor.End = Follow(monitor, context.Child(
                PipelineCatalog.MonitorSymbol,
                monitor.InstanceId,
                new MonitorRequest(
                    request.Run, plan.Symbol, InstanceIds.Desk(request.Run), plan, CheckGrid.First(request.OpenUtc, request.CloseUtc, request.CheckInterval, context.Now), request.CloseUtc, request.CheckInterval, last)));
            monitors.Add(monitor);
            newest[plan.Symbol] = monitor;
        }

        Show(step);
    }

    public bool Runs(Symbol symbol) => newest.TryGetValue(symbol, out var monitor) && !monitor.End.IsCompleted;

    /// <summary>Completes when no monitor runs.</summary>
    public Task AllEnded() => Task.WhenAll(monitors.Select(m => m.End));

    /// <summary>Asks a symbol's monitor to end and waits for it.</summary>
    public async Task Stop(Symbol symbol, string reason)
    {
        if (newest.TryGetValue(symbol, out var monitor) && !monitor.End.IsCompleted)
        {
            context.Send(monitor.InstanceId, PipelineEvents.Stop, new StopMonitor(reason));
            var patience = context.Timer(context.Now + request.Grace);
            await Task.WhenAny(monitor.End, patience.Fired);
            if (patience.Fired.IsCompleted)
            {
                await Terminate(monitor);
                await monitor.End;
            }
            else
            {
                patience.Cancel();
            }
        }
    }

    /// <summary>The watchdog: first asks the monitors that are still running to end, the next time ends them.</summary>
    public async Task EndLate(bool askedBefore)
    {
        Show("ending late monitors");
        foreach (var monitor in monitors.Where(m => !m.End.IsCompleted).ToArray())
        {
            if (askedBefore)
            {
                await Terminate(monitor);
            }
            else
            {
                context.Send(monitor.InstanceId, PipelineEvents.Stop, new StopMonitor("The session is over."));
            }
        }
    }

    /// <summary>One end per symbol: checks of all its monitors, the sequence of the last.</summary>
    public MonitorEnd[] Ends() =>
    [
        .. monitors.GroupBy(m => m.Symbol).Select(g => new MonitorEnd(
            g.Key, g.Sum(m => m.End.Result.Checks), g.Sum(m => m.End.Result.Bars), g.Max(m => m.End.Result.LastSequence), g.Last().End.Result.Failure)),
    ];

    public void Show(string what)
    {
        step = what;
        var ended = monitors.Count(m => m.End.IsCompleted);
        var failed = monitors.Count(m => m.End.IsCompletedSuccessfully && m.End.Result.Failure is not null);
        context.SetStatus(new PortfolioProgress(monitors.Count, ended, failed, step), PipelineJson.Default.PortfolioProgress);
    }

    private Task Terminate(Monitor monitor) => context.ActivityWithRetry(
        PipelineCatalog.TerminateInstance, new TerminateRequest(monitor.InstanceId, "The watchdog of the portfolio ended it."), PipelineCatalog.StoreRetry);

    /// <summary>A monitor's failure becomes its end: reported, and nobody else's matter. The store knows how far its alerts came.</summary>
    private async Task<MonitorEnd> Follow(Monitor monitor, Task<MonitorEnd> child)
    {
        try
        {
            return await child;
        }
        catch (ActivityFailedException e)
        {
            return await context.ActivityWithRetry(
                PipelineCatalog.ReportFailure,
                new MonitorFailure(request.Run, monitor.Symbol, monitor.InstanceId, e.Failure.Code, e.Failure.Message),
                PipelineCatalog.StoreRetry);
        }
    }
}
