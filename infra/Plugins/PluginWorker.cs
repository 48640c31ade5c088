using System.Runtime.ExceptionServices;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Infra.Plugins;

/// <summary>
/// One thread that runs one strategy's code, call after call. A thread that does not come back cannot be ended in this process: it is left behind at the lowest
/// priority, and whoever waits, or calls later, is told so.
/// </summary>
internal sealed class PluginWorker(string name) : IDisposable
{
    /// <summary>
    /// A call has overrun when it was seen running at the end of so many slices of its budget: a process that was stopped for a while loses one slice, not all.
    /// </summary>
    private const int Slices = 8;

    /// <summary>A thread without work for so long ends; the next call starts another one.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Queue<PluginCall> waiting = new();
    private readonly SemaphoreSlim available = new(0);
    private Thread? thread;
    private volatile bool isLost;
    private volatile bool isOver;
    private string? whyLost;

    /// <summary>Runs work on the thread and waits for what it gives.</summary>
    /// <exception cref="StrategyFaultException">It threw, or took longer than its budget; or an earlier call never came back.</exception>
    public T Run<T>(Func<T> work, TimeSpan budget)
    {
        using var call = new PluginCall<T>(work);
        Enqueue(call);
        Wait(call, budget);
        return call.Result;
    }

    /// <summary>Lets the thread end once it has nothing more to do; nothing may be asked of it afterwards.</summary>
    public void Dispose()
    {
        isOver = true;
        available.Release();
    }

    private void Enqueue(PluginCall call)
    {
        lock (gate)
        {
            ThrowIfLost();
            waiting.Enqueue(call);
            if (thread is null)
            {
                thread = new Thread(Work) { IsBackground = true, Name = $"strategy {name}" };
                thread.Start();
            }
        }

        available.Release();
    }

    private void Wait(PluginCall call, TimeSpan budget)
    {
        var slice = budget / Slices;
        for (var seen = 0; !call.Done.Wait(slice);)
        {
            if (isLost)
            {
                ThrowIfLost();
            }

            seen += call.HasBegun ? 1 : 0;
            if (seen >= Slices && !call.Done.IsSet)
            {
                throw new StrategyFaultException(FaultKind.Overran, Lose($"{name} did not answer within {budget.TotalSeconds:0.###} s"));
            }
        }
    }

    private void ThrowIfLost()
    {
        // Whoever finds it lost may be the first to tell of it.
        if (isLost)
        {
            throw new StrategyFaultException(FaultKind.Overran, $"{whyLost}, and has not come back.");
        }
    }

    /// <returns>Why, as a sentence.</returns>
    private string Lose(string why)
    {
        Thread? lost;
        lock (gate)
        {
            whyLost ??= why;
            isLost = true;
            waiting.Clear();
            lost = thread;
        }

        try
        {
            if (lost is not null)
            {
                lost.Priority = ThreadPriority.Lowest;
            }
        }
        catch (Exception e) when (e is ThreadStateException or PlatformNotSupportedException)
        {
            // It has ended after all.
        }

        return why + ".";
    }

    private void Work()
    {
        while (true)
        {
            var isIdle = !available.Wait(Idle) || isOver;
            PluginCall? next;
            lock (gate)
            {
                if (isLost)
                {
                    return;
                }

                if (!waiting.TryDequeue(out next) && isIdle)
                {
                    thread = null;
                    return;
                }
            }

            next?.Run();
        }
    }

    /// <summary>A call on its way to the thread and back.</summary>
    private abstract class PluginCall : IDisposable
    {
        private volatile bool hasBegun;

        public ManualResetEventSlim Done { get; } = new();

        public bool HasBegun => hasBegun;

        public void Run()
        {
            hasBegun = true;
            try
            {
                Execute();
            }
            finally
            {
                Finish();
            }
        }

        public void Dispose() => Done.Dispose();

        protected abstract void Execute();

        private void Finish()
        {
            try
            {
                Done.Set();
            }
            catch (ObjectDisposedException)
            {
                // Nobody waits for it any more.
            }
        }
    }

    private sealed class PluginCall<T>(Func<T> work) : PluginCall
    {
        private T? result;
        private Exception? error;

        /// <exception cref="StrategyFaultException">The work threw.</exception>
        public T Result
        {
            get
            {
                if (error is StrategyDefinitionException or StrategyFaultException)
                {
                    ExceptionDispatchInfo.Throw(error);
                }

                return error is null ? result! : throw new StrategyFaultException(FaultKind.Threw, $"{error.GetType().Name}: {error.Message}", error);
            }
        }

        protected override void Execute()
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                error = e;
            }
        }
    }
}
