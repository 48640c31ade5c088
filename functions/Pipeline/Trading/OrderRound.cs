using System.Runtime.ExceptionServices;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading.States;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>One round over all that orders may wait for, for a host without loops of its own: what the trading state asks for comes first, and no step waits for another.</summary>
/// <remarks>While the broker gives no answers, reading fails every time; just then a halt must be acted on and locks must be kept.</remarks>
public sealed class OrderRound(
    TradingControl control, LockHeartbeat heartbeat, OrderEventPump pump, Reconciler reconciler, OrderSender sender, IntentSweeper sweeper, UnfilledOrders unfilled, IBroker broker)
{
    /// <summary>Goes through every step, also after one has failed.</summary>
    /// <exception cref="BrokerException">The broker did not answer in one step; the next round reads it.</exception>
    /// <exception cref="AggregateException">Several steps have failed.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        Func<CancellationToken, Task>[] steps = [control.Enforce, heartbeat.Beat, pump.PumpOnce, ReadOrders, _ => sender.SendReady(), sweeper.SweepOnce, unfilled.LookOnce];
        var failures = new List<Exception>();
        foreach (var step in steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await step(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                failures.Add(e);
            }
        }

        switch (failures)
        {
            case []:
                break;
            case [var only]:
                ExceptionDispatchInfo.Throw(only);
                break;
            default:
                throw new AggregateException(failures);
        }
    }

    /// <summary>A broker with an event journal has told everything to the pump; where the message budget is used up, reading waits.</summary>
    private Task ReadOrders(CancellationToken cancellationToken) => broker.Traits.HasEventJournal || !sender.MayPoll ? Task.CompletedTask : reconciler.ReadOrders(cancellationToken);
}
