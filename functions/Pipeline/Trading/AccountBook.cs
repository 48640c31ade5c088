using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>The account's actor: commands queue up, are decided one after another and committed together, and are answered after the commit.</summary>
/// <remarks>
/// All reservations of this process go through here, so parallel callers share one fsync and never race each other. Another host on the same store
/// is met at the header's ETag: the account is loaded again and everything in the batch decided anew. A caller that finds nobody at work commits on its
/// own thread, without a hop; whoever comes meanwhile queues up, and all who have queued up share the next commit. What the broker tells comes in floods, a
/// whole market's fills at the end of a bar: it waits in a line of its own, of which every commit takes some, so that nobody's order waits for the flood.
/// </remarks>
public sealed class AccountBook : IAccountBook, IThreadPoolWorkItem, IAsyncDisposable
{
    private const int MaxBatch = 64;
    private const int Idle = 0;
    private const int Working = 1;
    private const int Closed = 2;

    /// <summary>Final orders kept in memory for what may come late.</summary>
    private const int MaxEnded = 512;

    private readonly AccountPartition partition;
    private readonly TimeProvider clock;
    private readonly IAccountObserver? observer;
    private readonly ConcurrentQueue<Envelope> queue = new();

    /// <summary>Events of the broker.</summary>
    private readonly ConcurrentQueue<Envelope> events = new();

    /// <summary>Taken from the queue and not yet answered; touched only by who is at work.</summary>
    private readonly Queue<Envelope> waiting = new();

    private readonly TaskCompletionSource closed = NewSignal();
    private int state;
    private volatile bool isClosing;
    private volatile AccountState? published;
    private AccountState? current;
    private volatile TaskCompletionSource commits = NewSignal();

    /// <param name="observer">Is shown every commit; null shows nobody.</param>
    public AccountBook(IDocumentStore store, AccountId account, TimeProvider clock, IAccountObserver? observer = null)
    {
        Account = account;
        this.clock = clock;
        this.observer = observer;
        partition = new AccountPartition(store, account);
    }

    public AccountId Account { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Nothing has been asked of the book yet: <see cref="Open"/> it first.</exception>
    public AccountState State => published ?? throw new InvalidOperationException("The account's book is not open.");

    /// <summary>The account as last committed by this host; null before the first load.</summary>
    public AccountState? Known => published;

    /// <summary>The account as last committed by this host; loads it first if need be. Another host may have gone on: a command finds that out by itself.</summary>
    public async ValueTask<AccountState> Loaded(CancellationToken cancellationToken) => published ?? await Open(cancellationToken);

    /// <summary>The account as stored now: loads it, and again when another host has written since.</summary>
    public async Task<AccountState> Open(CancellationToken cancellationToken)
    {
        await Ask(command: null, cancellationToken);
        return State;
    }

    /// <summary>Gives a command to the account; answers once it is committed.</summary>
    /// <exception cref="OperationCanceledException">The caller went away; the command may be carried out all the same.</exception>
    public async Task<TReply> Ask<TReply>(AccountCommand command, CancellationToken cancellationToken) where TReply : AccountReply =>
        (TReply)await Ask(command, cancellationToken);

    /// <summary>Waits until an order satisfies a condition, or the time is over.</summary>
    /// <returns>The order as it then stands; null when it is not known.</returns>
    public async Task<OrderRecord?> WaitFor(ClientOrderId id, Func<OrderRecord, bool> condition, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var untilTicks = clock.GetTimestamp() + (long)(timeout.TotalSeconds * clock.TimestampFrequency);
        while (true)
        {
            var next = commits.Task;
            var order = State.Find(id);
            var left = clock.GetElapsedTime(clock.GetTimestamp(), untilTicks);
            if (order is null || condition(order) || left <= TimeSpan.Zero)
            {
                return order;
            }

            try
            {
                await next.WaitAsync(left, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                return State.Find(id);
            }
        }
    }

    public async Task<LockAnswer> AcquireLock(Symbol symbol, string owner, TimeSpan timeToLive, string? reason, CancellationToken cancellationToken)
    {
        var reply = await Ask<LockReply>(new AcquireLock(symbol, owner, timeToLive, reason, Now), cancellationToken);
        return new LockAnswer(reply.Granted, reply.Granted ? reply.Lock!.Token : 0, reply.Lock!.Owner, reply.Lock.ExpiresUtc);
    }

    public async Task<bool> ReleaseLock(Symbol symbol, string owner, CancellationToken cancellationToken) =>
        (await Ask<LockReply>(new ReleaseLock(symbol, owner, Now), cancellationToken)).Granted;

    public Task SetTradingState(TradingState state, string reason, CancellationToken cancellationToken) =>
        Ask<StateReply>(new ChangeTradingState(state, reason, Now), cancellationToken);

    /// <summary>Answers what was asked, then takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        isClosing = true;
        if (Enter())
        {
            Work();
        }

        await closed.Task;
    }

    void IThreadPoolWorkItem.Execute() => Work();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<AccountReply> Ask(AccountCommand? command, CancellationToken cancellationToken)
    {
        if (isClosing)
        {
            return Task.FromException<AccountReply>(new ObjectDisposedException(nameof(AccountBook)));
        }

        var envelope = new Envelope(command, Spans.Current());
        (command is ApplyEvents ? events : queue).Enqueue(envelope);
        if (Enter())
        {
            Work();
        }
        else if (Volatile.Read(ref state) == Closed)
        {
            // It closed between the look and the queueing: nobody will come for this one.
            envelope.Answer.TrySetException(new ObjectDisposedException(nameof(AccountBook)));
        }

        return envelope.Answer.Task.WaitAsync(cancellationToken);
    }

    private bool Enter() => Interlocked.CompareExchange(ref state, Working, Idle) == Idle;

    private void Work() => _ = ProcessNext();

    /// <summary>One batch, then the door is left to the next: nobody works for others for long.</summary>
    private async Task ProcessNext()
    {
        Take(queue, MaxBatch);
        Take(events, waiting.Count == 0 ? MaxBatch : waiting.Count + 1);
        if (waiting.Count > 0)
        {
            await ProcessWaiting();
        }

        Leave();
    }

    private bool IsNobodyThere => waiting.Count == 0 && queue.IsEmpty && events.IsEmpty;

    private void Take(ConcurrentQueue<Envelope> line, int until)
    {
        while (waiting.Count < until && line.TryDequeue(out var envelope))
        {
            waiting.Enqueue(envelope);
        }
    }

    private void Leave()
    {
        if (IsNobodyThere && isClosing)
        {
            Volatile.Write(ref state, Closed);
            closed.TrySetResult();
            return;
        }

        if (waiting.Count > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        Interlocked.Exchange(ref state, Idle);
        // Whoever queued up, or asked to close, while the door was shut: open it again.
        if ((!queue.IsEmpty || !events.IsEmpty || isClosing) && Enter())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private async Task ProcessWaiting()
    {
        try
        {
            await Process();
        }
        catch (Exception e)
        {
            // Whether the batch was written is unknown: nothing in memory counts any more.
            current = null;
            foreach (var envelope in waiting)
            {
                envelope.Answer.TrySetException(e);
            }

            waiting.Clear();
        }
    }

    /// <summary>Decides and commits as many of the waiting commands as fit one transaction.</summary>
    private async Task Process()
    {
        while (true)
        {
            var before = current ??= await partition.Load(CancellationToken.None);
            var batch = new AccountBatch(before);
            var answers = new List<(Envelope Envelope, AccountReply? Reply, Exception? Failure)>();
            foreach (var envelope in waiting)
            {
                if (envelope.Command is null)
                {
                    answers.Add((envelope, NothingToSay.Instance, null));
                    continue;
                }

                var (loaded, decidedOn) = await WithMentioned(before, batch.State, envelope.Command);
                before = loaded;
                try
                {
                    var change = DecisionSpans.Decide(decidedOn, envelope.Command, envelope.Trace);
                    if (!batch.TryAdd(change))
                    {
                        break;
                    }

                    answers.Add((envelope, change.Reply, null));
                }
                catch (Exception e) when (e is ArgumentException or ArithmeticException or InvalidOperationException)
                {
                    answers.Add((envelope, null, e));
                }
            }

            // A commit proves that the state was the newest one; where there is nothing to commit, a look at the header does.
            var reserving = DecisionSpans.StartReserving(answers, static answer => (answer.Envelope.Trace, answer.Reply));
            var status = await partition.Commit(before, batch, CancellationToken.None);
            reserving?.ForEach(Spans.End);
            if (status is not WriteStatus.Done)
            {
                if (await partition.HasChanged(CancellationToken.None))
                {
                    current = null;
                    continue;
                }

                if (status is not null)
                {
                    throw new InvalidDataException($"Account {Account}: a write was refused ({status}) though nobody else has written. The partition is corrupt.");
                }
            }

            Publish(status is null ? Merge(before, batch.State) : batch.State);
            if (status is WriteStatus.Done)
            {
                Show(before, batch);
            }

            foreach (var (envelope, reply, failure) in answers)
            {
                waiting.Dequeue();
                _ = failure is null ? envelope.Answer.TrySetResult(reply!) : envelope.Answer.TrySetException(failure);
            }

            return;
        }
    }

    private void Show(AccountState before, AccountBatch batch) => observer?.Committed(new AccountCommit(before, batch.State, batch.Orders, batch.Log));

    private static AccountState Merge(AccountState before, AccountState after) => after with { Ended = before.Ended };

    private void Publish(AccountState next)
    {
        published = current = next.Ended.Count > MaxEnded ? next with { Ended = ImmutableSortedDictionary<ClientOrderId, OrderRecord>.Empty } : next;
        var previous = commits;
        commits = NewSignal();
        previous.TrySetResult();
    }

    /// <summary>Loads final orders that the command speaks of into both states: what is decided on, and what the documents are compared with.</summary>
    private async ValueTask<(AccountState Before, AccountState Current)> WithMentioned(AccountState before, AccountState current, AccountCommand command)
    {
        foreach (var id in AccountDecider.Mentions(command))
        {
            if (current.Find(id) is null && await ReadFinal(id, command) is { } final)
            {
                before = before with { Ended = before.Ended.SetItem(id, final) };
                current = current with { Ended = current.Ended.SetItem(id, final) };
            }
        }

        return (before, current);
    }

    /// <summary>A new order's id is looked for among the recent ones alone: a signal as old as an archived order has expired, and the broker knows its id.</summary>
    private ValueTask<OrderRecord?> ReadFinal(ClientOrderId id, AccountCommand command) => command is PlaceOrder
        ? partition.ReadFinal(id, CancellationToken.None)
        : partition.ReadFinalOrRestore(id, CancellationToken.None);

    /// <param name="Trace">Span of whoever asks; null when nobody traces.</param>
    private sealed record Envelope(AccountCommand? Command, ActivityContext? Trace)
    {
        public TaskCompletionSource<AccountReply> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
