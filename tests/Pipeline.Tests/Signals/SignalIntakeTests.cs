using TradingFunctions.Domain.Signals;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Signals;

public sealed class SignalIntakeTests : IDisposable
{
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(2);

    private readonly TradingBench bench = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tf-");
    private readonly SqliteSignalQueue queue;

    public SignalIntakeTests() => queue = SqliteSignalQueue.Open(
        Path.Combine(folder.FullName, "queue.db"), bench.Clock, maxAttempts: 2, new SqliteOptions { Durability = SqliteDurability.None });

    public void Dispose()
    {
        queue.Dispose();
        folder.Delete(recursive: true);
    }

    private SignalIntake Intake(TradingHost host) => new(new SignalDesk(bench.Store, bench.Clock), queue, host.Book, host.Trades);

    private async Task<QueueMessage[]> Receive() => [.. await queue.Receive(10, Visibility, CancellationToken.None)];

    [Fact]
    public async Task Accept_NewSignal_IsStoredAndQueuedOnce()
    {
        await using var host = await bench.Ready();
        var intake = Intake(host);
        var first = await intake.Accept(bench.Signal("s1"), CancellationToken.None);
        var second = await intake.Accept(bench.Signal("s1"), CancellationToken.None);
        first.Status.ShouldBe(IntakeStatus.Queued);
        second.Status.ShouldBe(IntakeStatus.Queued);
        first.Record.Answer.ShouldBeNull();
        (await Receive()).ShouldHaveSingleItem().Id.ShouldBe("s1");
        bench.Broker.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_SameIdOtherBody_IsAConflictAndQueuesNothing()
    {
        await using var host = await bench.Ready();
        var intake = Intake(host);
        await intake.Accept(bench.Signal("s1", quantity: 10m), CancellationToken.None);
        (await intake.Accept(bench.Signal("s1", quantity: 11m), CancellationToken.None)).Status.ShouldBe(IntakeStatus.Conflict);
        (await Receive()).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Process_ExecutesAndStoresTheAnswer_TwiceTheSame()
    {
        await using var host = await bench.Ready();
        var intake = Intake(host);
        var signal = bench.Signal("s1");
        await intake.Accept(signal, CancellationToken.None);
        var message = (await Receive()).ShouldHaveSingleItem();

        await intake.Process(message, CancellationToken.None);
        await intake.Process(message, CancellationToken.None);

        bench.Broker.Submitted.Count.ShouldBe(1);
        var again = await intake.Accept(signal, CancellationToken.None);
        again.Status.ShouldBe(IntakeStatus.Answered);
        again.Record.Answer!.OrderId.ShouldNotBeNull();
    }

    [Fact]
    public async Task Accept_AfterACrashBetweenStoringAndQueueing_QueuesOnTheRepeat()
    {
        await using var host = await bench.Ready();
        var signal = bench.Signal("s1");
        await new SignalDesk(bench.Store, bench.Clock).Receive(signal, SignalDesk.Digest(signal), "s1", trace: null, CancellationToken.None);
        (await Intake(host).Accept(signal, CancellationToken.None)).Status.ShouldBe(IntakeStatus.Queued);
        (await Receive()).ShouldHaveSingleItem().Id.ShouldBe("s1");
    }

    [Fact]
    public async Task Accept_SellOfALongPosition_GoesAheadOfEntries()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("open"), wait: TimeSpan.FromSeconds(2)), CancellationToken.None);
        var intake = Intake(host);
        await intake.Accept(bench.Signal("entry", symbol: TradingBench.Msft), CancellationToken.None);
        await intake.Accept(bench.Signal("short", SignalAction.Sell, TradingBench.Msft), CancellationToken.None);
        await intake.Accept(bench.Signal("exit", SignalAction.Sell), CancellationToken.None);
        (await Receive()).Select(m => (m.Id, m.Priority)).ShouldBe([("exit", 0), ("entry", 1), ("short", 1)]);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Process_BodyThatIsNoRequest_SaysWhichMessage(string body)
    {
        await using var host = await bench.Ready();
        await queue.Enqueue("broken", System.Text.Encoding.UTF8.GetBytes(body), 1, CancellationToken.None);
        var message = (await Receive()).ShouldHaveSingleItem();
        (await Should.ThrowAsync<InvalidDataException>(() => Intake(host).Process(message, CancellationToken.None))).Message.ShouldContain("broken");
    }
}
