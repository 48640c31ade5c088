using System.Collections.Immutable;
using System.Threading.Channels;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>The account's actor: commands queue up, are decided one after another and committed together, and are answered after the commit.</summary>
/// <remarks>
/// All reservations of this process go through here, so parallel callers share one fsync and never race each other. Another host on the same store
/// is met at the header's ETag: the account is loaded again and everything in the batch decided anew.
/// </remarks>
public sealed class AccountBook : IAccountBook, IAsyncDisposable
{
    private const int MaxBatch = 64;

    /// <summary>Final orders kept in memory for what may come late.</summary>
    private const int MaxEnded = 512;

    private readonly AccountPartition partition;
    private readonly TimeProvider clock;
    private readonly Channel<Envelope> queue = Channel.CreateUnbounded<Envelope>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task loop;
    private volatile AccountState? published;
    private AccountState? current;
    private volatile TaskCompletionSource commits = NewSignal();

    public AccountBook(IDocumentStore store, AccountId account, TimeProvider clock)
    {
        Account = account;
        this.clock = clock;
        partition = new AccountPartition(store, account);
        loop = Run();
    }

    public AccountId Account { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Nothing has been asked of the book yet: <see cref="Open"/> it first.</exception>
    public AccountState State => published ?? throw new InvalidOperationException("The account's book is not open.");

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
        Ask<NothingToSay>(new ChangeTradingState(state, reason, Now), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<AccountReply> Ask(AccountCommand? command, CancellationToken cancellationToken)
    {
        var envelope = new Envelope(command);
        return queue.Writer.TryWrite(envelope)
            ? envelope.Answer.Task.WaitAsync(cancellationToken)
            : Task.FromException<AccountReply>(new ObjectDisposedException(nameof(AccountBook)));
    }

    private async Task Run()
    {
        var waiting = new Queue<Envelope>();
        while (waiting.Count > 0 || await queue.Reader.WaitToReadAsync())
        {
            while (waiting.Count < MaxBatch && queue.Reader.TryRead(out var envelope))
            {
                waiting.Enqueue(envelope);
            }

            try
            {
                await Process(waiting);
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
    }

    /// <summary>Decides and commits as many of the waiting commands as fit one transaction.</summary>
    private async Task Process(Queue<Envelope> waiting)
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
                    var change = AccountDecider.Decide(decidedOn, envelope.Command);
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
            var status = await partition.Commit(before, batch, CancellationToken.None);
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
            foreach (var (envelope, reply, failure) in answers)
            {
                waiting.Dequeue();
                _ = failure is null ? envelope.Answer.TrySetResult(reply!) : envelope.Answer.TrySetException(failure);
            }

            return;
        }
    }

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
            if (current.Find(id) is null && await partition.ReadFinal(id, CancellationToken.None) is { } final)
            {
                before = before with { Ended = before.Ended.SetItem(id, final) };
                current = current with { Ended = current.Ended.SetItem(id, final) };
            }
        }

        return (before, current);
    }

    private sealed record Envelope(AccountCommand? Command)
    {
        public TaskCompletionSource<AccountReply> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
