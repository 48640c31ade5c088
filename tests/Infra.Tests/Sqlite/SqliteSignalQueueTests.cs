using System.Text;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Infra.Tests.Sqlite;

public sealed class SqliteSignalQueueTests : IDisposable
{
    private const int MaxAttempts = 3;

    private static readonly DateTime Start = new(2024, 3, 1, 15, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(60);

    private readonly TempFolder folder = new();
    private readonly ManualClock clock = new(Start);
    private SqliteSignalQueue queue;

    public SqliteSignalQueueTests() => queue = OpenQueue();

    public void Dispose()
    {
        queue.Dispose();
        folder.Dispose();
    }

    private SqliteSignalQueue OpenQueue() => SqliteSignalQueue.Open(folder["queue.db"], clock, MaxAttempts);

    private Task<bool> Enqueue(string id, int priority = 1, string body = "{}") => queue.Enqueue(id, Encoding.UTF8.GetBytes(body), priority, CancellationToken.None);

    private Task<IReadOnlyList<QueueMessage>> Receive(int limit = 10) => queue.Receive(limit, Visibility, CancellationToken.None);

    private async Task<QueueMessage> ReceiveOne() => (await Receive(1)).ShouldHaveSingleItem();

    private Task<bool> Abandon(QueueMessage message, TimeSpan delay = default) => queue.Abandon(message, "it failed", delay, CancellationToken.None);

    private Task<IReadOnlyList<PoisonMessage>> Poison() => queue.ListPoison(10, CancellationToken.None);

    [Fact]
    public async Task Receive_GivesWhatWasQueued()
    {
        (await Enqueue("a", priority: 0, body: "{\"x\":1}")).ShouldBeTrue();
        var message = await ReceiveOne();
        message.Id.ShouldBe("a");
        Encoding.UTF8.GetString(message.Body.Span).ShouldBe("{\"x\":1}");
        message.Priority.ShouldBe(0);
        message.Attempts.ShouldBe(1);
        message.EnqueuedUtc.ShouldBe(Start);
    }

    [Fact]
    public async Task Queue_DisposedOncePerServiceThatItIs_ClosesOnce()
    {
        await Enqueue("a");

        queue.Dispose();

        Should.NotThrow(queue.Dispose);
    }

    [Fact]
    public async Task Receive_ExitsBeforeEntries_ThenByArrival()
    {
        await Enqueue("entry-1");
        await Enqueue("exit-1", priority: 0);
        await Enqueue("entry-0");
        await Enqueue("exit-0", priority: 0);
        (await Receive()).Select(m => m.Id).ShouldBe(["exit-1", "exit-0", "entry-1", "entry-0"]);
    }

    [Fact]
    public async Task Enqueue_IdThatIsKept_IsDropped()
    {
        await Enqueue("a", body: "1");
        (await Enqueue("a", body: "2")).ShouldBeFalse();
        var message = await ReceiveOne();
        (await Enqueue("a", body: "2")).ShouldBeFalse();
        Encoding.UTF8.GetString(message.Body.Span).ShouldBe("1");
        (await queue.Complete(message, CancellationToken.None)).ShouldBeTrue();
        (await Enqueue("a", body: "2")).ShouldBeTrue();
    }

    [Fact]
    public async Task Message_IsHiddenExactlyAsLongAsAskedFor()
    {
        await Enqueue("a");
        await ReceiveOne();
        clock.Advance(Visibility - TimeSpan.FromTicks(1));
        (await Receive()).ShouldBeEmpty();
        (await queue.NextVisible(CancellationToken.None)).ShouldBe(Start + Visibility);
        clock.Advance(TimeSpan.FromTicks(1));
        (await ReceiveOne()).Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Receipt_DiesWithTheVisibility()
    {
        await Enqueue("a");
        var first = await ReceiveOne();
        clock.Advance(Visibility);
        (await queue.Complete(first, CancellationToken.None)).ShouldBeFalse();
        (await Abandon(first)).ShouldBeFalse();
        var second = await ReceiveOne();
        (await queue.Complete(first, CancellationToken.None)).ShouldBeFalse();
        (await queue.Complete(second, CancellationToken.None)).ShouldBeTrue();
        (await queue.Complete(second, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Receipt_OfACompletedMessage_DoesNotFitALaterOneOfTheSameId()
    {
        await Enqueue("a");
        var first = await ReceiveOne();
        await queue.Complete(first, CancellationToken.None);
        await Enqueue("a");
        await ReceiveOne();
        (await queue.Complete(first, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Complete_StrangeReceipt_IsRefused()
    {
        await Enqueue("a");
        var message = await ReceiveOne();
        await Should.ThrowAsync<ArgumentException>(() => queue.Complete(message with { Receipt = "x" }, CancellationToken.None));
    }

    [Fact]
    public async Task Abandon_WithDelay_ComesBackThen()
    {
        await Enqueue("a");
        (await Abandon(await ReceiveOne(), TimeSpan.FromSeconds(5))).ShouldBeTrue();
        (await Receive()).ShouldBeEmpty();
        clock.Advance(TimeSpan.FromSeconds(5));
        (await ReceiveOne()).Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Abandon_AfterTheLastAttempt_IsPoisonWithTheReason()
    {
        await Enqueue("a", body: "7");
        for (var i = 0; i < MaxAttempts; i++)
        {
            (await Poison()).ShouldBeEmpty();
            await Abandon(await ReceiveOne());
        }

        (await Receive()).ShouldBeEmpty();
        var poison = (await Poison()).ShouldHaveSingleItem();
        poison.Id.ShouldBe("a");
        poison.Attempts.ShouldBe(MaxAttempts);
        poison.Reason.ShouldBe("ATTEMPTS_EXHAUSTED: it failed");
        poison.PoisonedUtc.ShouldBe(Start);
        (await queue.NextVisible(CancellationToken.None)).ShouldBeNull();
        (await Enqueue("a")).ShouldBeFalse();
    }

    [Fact]
    public async Task Message_NeverAnswered_IsPoisonToo()
    {
        await Enqueue("killer");
        await Enqueue("good");
        for (var i = 0; i < MaxAttempts; i++)
        {
            (await Receive(1)).ShouldHaveSingleItem().Id.ShouldBe("killer");
            clock.Advance(Visibility);
        }

        // The poisoned one makes room for the next in the same answer.
        (await Receive(1)).ShouldHaveSingleItem().Id.ShouldBe("good");
        (await Poison()).ShouldHaveSingleItem().Reason.ShouldBe("ATTEMPTS_EXHAUSTED: No answer to any of 3 deliveries.");
    }

    [Fact]
    public async Task Resend_Poison_HasFreshAttempts()
    {
        await Enqueue("a", body: "7");
        QueueMessage last = null!;
        for (var i = 0; i < MaxAttempts; i++)
            await Abandon(last = await ReceiveOne());

        (await queue.Resend("unknown", CancellationToken.None)).ShouldBeFalse();
        (await queue.Resend("a", CancellationToken.None)).ShouldBeTrue();
        (await queue.Resend("a", CancellationToken.None)).ShouldBeFalse();
        (await Poison()).ShouldBeEmpty();
        var again = await ReceiveOne();
        again.Attempts.ShouldBe(1);
        Encoding.UTF8.GetString(again.Body.Span).ShouldBe("7");
        (await queue.Complete(last, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Reopen_KeepsMessagesReceiptsAndPoison()
    {
        await Enqueue("poison");
        for (var i = 0; i < MaxAttempts; i++)
            await Abandon(await ReceiveOne());
        await Enqueue("held");
        var held = await ReceiveOne();
        await Enqueue("waiting");

        queue.Dispose();
        queue = OpenQueue();

        (await Receive()).ShouldHaveSingleItem().Id.ShouldBe("waiting");
        (await queue.Complete(held, CancellationToken.None)).ShouldBeTrue();
        (await Poison()).ShouldHaveSingleItem().Id.ShouldBe("poison");
    }

    [Fact]
    public async Task Kill_LosesNothingThatWasAnswered()
    {
        await Enqueue("a");
        await Enqueue("b");
        await queue.Complete(await ReceiveOne(), CancellationToken.None);
        foreach (var file in new[] { "queue.db", "queue.db-wal" })
            File.Copy(folder[file], folder["copy-" + file]);
        File.Move(folder["copy-queue.db-wal"], folder["copy.db-wal"]);
        File.Move(folder["copy-queue.db"], folder["copy.db"]);

        using var after = SqliteSignalQueue.Open(folder["copy.db"], clock, MaxAttempts);
        (await after.Receive(10, Visibility, CancellationToken.None)).ShouldHaveSingleItem().Id.ShouldBe("b");
    }

    [Fact]
    public async Task Body_OfTheLargestSize_IsTaken_OneByteMoreIsNot()
    {
        (await queue.Enqueue("a", new byte[SqliteSignalQueue.MaxBody], 1, CancellationToken.None)).ShouldBeTrue();
        await Should.ThrowAsync<ArgumentException>(() => queue.Enqueue("b", new byte[SqliteSignalQueue.MaxBody + 1], 1, CancellationToken.None));
        (await queue.Enqueue("empty", ReadOnlyMemory<byte>.Empty, 1, CancellationToken.None)).ShouldBeTrue();
        (await Receive()).Select(m => m.Body.Length).ShouldBe([SqliteSignalQueue.MaxBody, 0]);
    }

    [Fact]
    public async Task ManyAtOnce_EachMessageIsDeliveredOnce()
    {
        const int Count = 400;
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => Task.Run(() => Enqueue($"m{i}"))));
        var received = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<QueueMessage>();
            while (await Receive(7) is { Count: > 0 } some)
                mine.AddRange(some);
            return mine;
        })));
        received.SelectMany(m => m).Select(m => m.Id).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, Count).Select(i => $"m{i}").Order(StringComparer.Ordinal));
    }
}
