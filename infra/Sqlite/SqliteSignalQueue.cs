using TradingFunctions.Infra.Sqlite.Access;
using TradingFunctions.Infra.Sqlite.Queue;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite;

/// <summary>The signal queue in one SQLite file. Every answer is on disk before it is given. Safe for many threads of one process.</summary>
/// <remarks>Order: priority, then arrival. All times come from the clock given, so that a virtual clock drives visibility as well.</remarks>
public sealed class SqliteSignalQueue : ISignalQueue, IDisposable
{
    /// <summary>Most messages in one answer.</summary>
    public const int MaxBatch = 1000;

    /// <summary>Largest body, bytes; the limit of Azure Service Bus, standard tier.</summary>
    public const int MaxBody = 256 * 1024;

    private const int MaxIdLength = 255;

    private readonly Connection connection;
    private readonly GroupCommit commits;
    private readonly QueueStatements statements;
    private readonly TimeProvider clock;
    private readonly int maxAttempts;

    private SqliteSignalQueue(Connection connection, TimeProvider clock, int maxAttempts, SqliteOptions options)
    {
        this.connection = connection;
        this.clock = clock;
        this.maxAttempts = maxAttempts;
        statements = new QueueStatements(connection);
        commits = new GroupCommit(connection, options);
    }

    /// <summary>Opens or makes the file.</summary>
    /// <param name="maxAttempts">Deliveries before a message is poison.</param>
    /// <exception cref="StoreException">The file is locked, full, read-only, damaged or not a queue; it is left as it is.</exception>
    public static SqliteSignalQueue Open(string file, TimeProvider clock, int maxAttempts = 5, SqliteOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        options ??= new SqliteOptions();
        var opened = DatabaseFile.Open(file, options, QueueStatements.Schema);
        try
        {
            return new SqliteSignalQueue(opened, clock, maxAttempts, options);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <exception cref="ArgumentException">The id has not 1 to 255 characters, or the body is too large.</exception>
    /// <exception cref="StoreException">Not taken.</exception>
    public Task<bool> Enqueue(string id, ReadOnlyMemory<byte> body, int priority, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(id) || id.Length > MaxIdLength)
            throw new ArgumentException($"A message id has 1 to {MaxIdLength} characters.", nameof(id));
        if (body.Length > MaxBody)
            throw new ArgumentException($"A message holds at most {MaxBody} bytes, this one {body.Length}.", nameof(body));
        return Commit(() => statements.Insert(id, body.Span, priority, Now()), cancellationToken);
    }

    public Task<IReadOnlyList<QueueMessage>> Receive(int limit, TimeSpan visibility, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxBatch);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibility, TimeSpan.Zero);
        return Commit(() => Deliver(limit, visibility), cancellationToken);
    }

    public Task<bool> Complete(QueueMessage message, CancellationToken cancellationToken)
    {
        var receipt = Receipt.Parse(message.Receipt);
        return Commit(() => statements.Complete(receipt, Now()), cancellationToken);
    }

    public Task<bool> Abandon(QueueMessage message, string reason, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        var receipt = Receipt.Parse(message.Receipt);
        return Commit(() => Release(receipt, reason, delay), cancellationToken);
    }

    public Task<bool> Postpone(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        var receipt = Receipt.Parse(message.Receipt);
        return Commit(() => statements.Postpone(receipt, Now(), Now() + delay), cancellationToken);
    }

    /// <summary>Oldest first.</summary>
    public Task<IReadOnlyList<PoisonMessage>> ListPoison(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Commit<IReadOnlyList<PoisonMessage>>(() => statements.Poisoned(limit), cancellationToken);
    }

    public Task<bool> Resend(string id, CancellationToken cancellationToken) => Commit(() => statements.Resend(id, Now()), cancellationToken);

    public Task<DateTime?> NextVisible(CancellationToken cancellationToken) => Commit(statements.Next, cancellationToken);

    public Task<QueueDepth> Measure(CancellationToken cancellationToken) => Commit(statements.Measure, cancellationToken);

    /// <summary>Commits what waits and closes the file.</summary>
    public void Dispose()
    {
        commits.Dispose();
        connection.Dispose();
    }

    private Task<T> Commit<T>(Func<T> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new QueueWrite<T>(change).In(commits);
    }

    private IReadOnlyList<QueueMessage> Deliver(int limit, TimeSpan visibility)
    {
        var now = Now();
        var messages = new List<QueueMessage>();
        while (messages.Count < limit)
        {
            var candidates = statements.Visible(now, limit - messages.Count);
            foreach (var candidate in candidates)
            {
                // Its last holder never answered: it may be what kills the hosts.
                if (candidate.Attempts >= maxAttempts)
                    statements.Poison(candidate.Sequence, now, PoisonReasons.Of(PoisonReasons.AttemptsExhausted, $"No answer to any of {candidate.Attempts} deliveries."));
                else
                    messages.Add(Hide(candidate, now + visibility));
            }

            if (candidates.Count == 0)
                break;
        }

        return messages;
    }

    private QueueMessage Hide(Candidate candidate, DateTime untilUtc)
    {
        statements.Deliver(candidate.Sequence, untilUtc);
        var receipt = new Receipt(candidate.Sequence, candidate.Deliveries + 1);
        return new QueueMessage(candidate.Id, candidate.Body, candidate.Priority, candidate.Attempts + 1, candidate.EnqueuedUtc, receipt.ToString());
    }

    private bool Release(Receipt receipt, string reason, TimeSpan delay)
    {
        var now = Now();
        if (statements.AttemptsOf(receipt, now) is not { } attempts)
            return false;
        if (attempts >= maxAttempts)
            statements.Poison(receipt.Sequence, now, PoisonReasons.Of(PoisonReasons.AttemptsExhausted, reason));
        else
            statements.Delay(receipt.Sequence, now + delay);
        return true;
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
