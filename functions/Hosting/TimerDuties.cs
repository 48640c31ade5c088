using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Decisions.Chains;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.Pipeline.Workers;

namespace TradingFunctions.Hosting;

/// <summary>What has to happen now and then on one of many instances, each duty safe to do twice: what a timer of a serverless host calls.</summary>
public sealed class TimerDuties(
    HostReadiness readiness, TradingStart start, OrderRound round, ManualLocks locks, EquityHistory equity, DaySealer sealer, WorkerRegistry workers, IEnumerable<BrokerTime> clocks)
{
    /// <summary>Does what the trading state asks for, keeps the locks of running monitors, reads what became of working orders, sends what waited for that, finishes what was left behind and replaces what works too long.</summary>
    /// <exception cref="BrokerException">The broker did not answer in one step; the others were done, and the next time reads it.</exception>
    /// <exception cref="AggregateException">Several steps have failed.</exception>
    public async Task FollowOrders(CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        await round.Run(cancellationToken);
    }

    /// <summary>Compares the books with the broker's, and the host's clock and calendar with those of a broker that has them.</summary>
    /// <exception cref="InvalidOperationException">Books and broker do not agree yet.</exception>
    public async Task Reconcile(CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        if (!await start.Reconcile(cancellationToken))
        {
            throw new InvalidOperationException("Reconciliation has not passed; the log says why. It is tried again at the next time.");
        }

        foreach (var clock in clocks)
        {
            await clock.Check(cancellationToken);
        }
    }

    /// <summary>Takes dead owners off expired locks, and silent workers off the list.</summary>
    public async Task CleanUp(CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        await locks.CleanUp(cancellationToken);
        await workers.CleanUp(cancellationToken);
    }

    /// <summary>Adds a point to the session's equity curve, and the running day's new records to their chain.</summary>
    public async Task KeepRecords(CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        await equity.Sample(cancellationToken);
        await sealer.SealRunning(cancellationToken);
    }
}
