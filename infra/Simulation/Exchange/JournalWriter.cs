using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Group commit: whoever comes first writes the batch, whoever comes meanwhile shares the next.</summary>
/// <remarks>The first writes on its own thread, so that a lone caller pays one write and no hand-over.</remarks>
internal sealed class JournalWriter(ExchangeJournal journal, Lock gate)
{
    private const int TailEvents = 8192;

    private readonly Queue<OrderEvent> tail = new();
    private JournalBatch batch = new();
    private JournalBatch? inFlight;
    private TaskCompletionSource moreEvents = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? failure;

    /// <summary>Number of the last event on disk. Under the gate.</summary>
    public long LastEvent { get; private set; } = journal.LastEvent;

    /// <summary>Why nothing can be written any more; null while all is well. Under the gate.</summary>
    public Exception? Failure => failure;

    /// <summary>Under the gate.</summary>
    public void Add(ExchangeOrder order) => batch.Placed.Add(order);

    /// <summary>Under the gate.</summary>
    public void Add(OrderEvent e) => batch.Events.Add(e);

    /// <summary>Under the gate.</summary>
    public void Mark(ExchangeOrder order) => batch.Marks.Add((order.Id, order.Triggered, order.Extreme));

    /// <summary>Under the gate: what has been added since belongs together. The caller then calls <see cref="Commit"/> outside the gate.</summary>
    public Ticket Seal(DateTime processedUtc)
    {
        if (batch.IsEmpty)
        {
            return new Ticket(inFlight?.Done.Task ?? Task.CompletedTask, Leads: false);
        }

        batch.ProcessedUtc = processedUtc;
        if (inFlight is not null)
        {
            return new Ticket(batch.Done.Task, Leads: false);
        }

        var ticket = new Ticket(batch.Done.Task, Leads: true);
        Take();
        return ticket;
    }

    /// <summary>Completes when the ticket's changes are on disk.</summary>
    /// <exception cref="BrokerException">The journal could not be written; the exchange is out of service.</exception>
    public Task Commit(Ticket ticket)
    {
        if (ticket.Leads)
        {
            Write();
        }

        return ticket.Done;
    }

    /// <summary>Events after a number that the last few thousand hold; null when older ones are asked for. Under the gate.</summary>
    public IReadOnlyList<OrderEvent>? Tail(long afterSequence, int limit) =>
        afterSequence >= LastEvent ? []
        : afterSequence < LastEvent - tail.Count ? null
        : [.. tail.Skip((int)(afterSequence - (LastEvent - tail.Count))).Take(limit)];

    /// <summary>Completes when events have been written after now. Under the gate.</summary>
    public Task MoreEvents => moreEvents.Task;

    private void Take() => (inFlight, batch) = (batch, new JournalBatch());

    private void Write()
    {
        var written = inFlight!;
        try
        {
            journal.Write(written);
        }
        catch (Exception e)
        {
            Fail(written, new BrokerException($"The exchange's journal cannot be written: {e.Message}", e));
            return;
        }

        bool more;
        var signal = written.Events.Count > 0 ? moreEvents : null;
        lock (gate)
        {
            Remember(written.Events);
            if (signal is not null)
            {
                moreEvents = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            more = !batch.IsEmpty;
            inFlight = null;
            if (more)
            {
                Take();
            }
        }

        written.Done.SetResult();
        signal?.SetResult();
        if (more)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static writer => writer.Write(), this, preferLocal: false);
        }
    }

    private void Remember(List<OrderEvent> events)
    {
        foreach (var e in events)
        {
            tail.Enqueue(e);
            LastEvent = e.Sequence;
            if (tail.Count > TailEvents)
            {
                tail.Dequeue();
            }
        }
    }

    private void Fail(JournalBatch written, BrokerException error)
    {
        JournalBatch waiting;
        lock (gate)
        {
            failure = error;
            waiting = batch;
        }

        written.Done.SetException(error);
        waiting.Done.TrySetException(error);
        moreEvents.TrySetException(error);
    }

    /// <param name="Done">Completes with the write.</param>
    /// <param name="Leads">Whether the holder writes.</param>
    public readonly record struct Ticket(Task Done, bool Leads);
}
