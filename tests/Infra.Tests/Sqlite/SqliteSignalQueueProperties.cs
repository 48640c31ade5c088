using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Infra.Tests.Sqlite;

/// <summary>Any sequence of operations, reopenings included, answers as <see cref="ModelQueue"/> does.</summary>
public sealed class SqliteSignalQueueProperties
{
    private const int MaxAttempts = 2;
    private const int Operations = 7;

    private static readonly SqliteOptions Fast = new() { Durability = SqliteDurability.None };

    [Fact]
    public void RandomOperations_AnswerLikeTheModel()
    {
        var steps = Gen.Choose(0, Operations * 1000 - 1).ListOf().Select(list => list.ToArray()).Resize(60);
        Prop.ForAll(steps.ToArbitrary(), sequence => Run(sequence).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    private static async Task<bool> Run(int[] sequence)
    {
        using var folder = new TempFolder();
        var clock = new ManualClock(new DateTime(2024, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        var model = new ModelQueue(MaxAttempts);
        var held = new List<(QueueMessage Message, object Holder)>();
        var queue = SqliteSignalQueue.Open(folder["q.db"], clock, MaxAttempts, Fast);
        try
        {
            foreach (var step in sequence)
            {
                if (step % Operations == 6)
                {
                    queue.Dispose();
                    queue = SqliteSignalQueue.Open(folder["q.db"], clock, MaxAttempts, Fast);
                }
                else
                {
                    await Apply(step % Operations, step / Operations, queue, model, held, clock);
                }

                (await queue.NextVisible(CancellationToken.None)).ShouldBe(model.NextVisible());
                (await queue.ListPoison(100, CancellationToken.None)).Select(p => p.Id).Order(StringComparer.Ordinal).ShouldBe(model.Poisoned().Order(StringComparer.Ordinal));
            }
        }
        finally
        {
            queue.Dispose();
        }

        return true;
    }

    private static async Task Apply(int operation, int argument, SqliteSignalQueue queue, ModelQueue model, List<(QueueMessage Message, object Holder)> held, ManualClock clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var id = $"m{argument % 4}";
        switch (operation)
        {
            case 0:
                (await queue.Enqueue(id, new byte[] { 1 }, argument % 2, CancellationToken.None)).ShouldBe(model.Enqueue(id, argument % 2, now));
                break;
            case 1:
                var visibility = TimeSpan.FromSeconds(1 + argument % 3);
                var received = await queue.Receive(1 + argument % 3, visibility, CancellationToken.None);
                received.Select(m => (m.Id, m.Attempts)).ShouldBe(model.Receive(1 + argument % 3, visibility, now));
                held.AddRange(received.Select(m => (m, model.HolderOf(m.Id))));
                break;
            case 2 when held.Count > 0:
                var done = held[argument % held.Count];
                (await queue.Complete(done.Message, CancellationToken.None)).ShouldBe(model.Complete(done.Holder, now));
                break;
            case 3 when held.Count > 0:
                var failed = held[argument % held.Count];
                var delay = TimeSpan.FromSeconds(argument % 3);
                (await queue.Abandon(failed.Message, "no", delay, CancellationToken.None)).ShouldBe(model.Abandon(failed.Holder, delay, now));
                break;
            case 4:
                clock.Advance(TimeSpan.FromSeconds(argument % 4));
                break;
            case 5:
                (await queue.Resend(id, CancellationToken.None)).ShouldBe(model.Resend(id, now));
                break;
        }
    }
}
