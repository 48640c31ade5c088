using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Signals;

public sealed class SignalDeliveryTests
{
    private readonly TradingBench bench = new();

    private SignalDelivery CreateSut(ITradeService trades, IAccountBook book) =>
        new(new SignalIntake(new SignalDesk(bench.Store, bench.Clock), new NoQueue(), book, trades), new QueueOptions { MaxAttempts = 3 });

    private QueueMessage Message(ReadOnlyMemory<byte> body, int attempts = 1) => new("s1", body, 1, attempts, bench.Clock.GetUtcNow().UtcDateTime, "receipt");

    private byte[] Request(TradingSignal signal) => JsonSerializer.SerializeToUtf8Bytes(new TradeRequest(signal, "s1", Caller: Callers.Queue), TradingJson.Default.TradeRequest);

    [Fact]
    public async Task Deliver_OfASignal_ExecutesItAndIsDone()
    {
        await using var host = await bench.Ready();

        (await CreateSut(host.Trades, host.Book).Deliver(Message(Request(bench.Signal("s1"))), CancellationToken.None)).ShouldBe(new Delivery(DeliveryVerdict.Done));

        bench.Broker.Submitted.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("rubbish")]
    [InlineData("")]
    public async Task Deliver_OfWhatIsNoRequest_IsPoisonAtOnceWithTheReason(string body)
    {
        await using var host = await bench.Ready();

        var delivery = await CreateSut(host.Trades, host.Book).Deliver(Message(System.Text.Encoding.UTF8.GetBytes(body)), CancellationToken.None);

        delivery.Verdict.ShouldBe(DeliveryVerdict.Poison);
        delivery.Reason.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(1, DeliveryVerdict.Again)]
    [InlineData(2, DeliveryVerdict.Again)]
    [InlineData(3, DeliveryVerdict.Exhausted)]
    public async Task Deliver_OfASignalThatFails_IsSetAsideAfterItsLastAttempt(int attempts, DeliveryVerdict expected)
    {
        await using var host = await bench.Ready();

        var delivery = await CreateSut(new FailingTrades(), host.Book).Deliver(Message(Request(bench.Signal("s1")), attempts), CancellationToken.None);

        delivery.ShouldBe(new Delivery(expected, "InvalidOperationException: The store is away."));
    }

    [Fact]
    public async Task Deliver_ThatTheHostCancels_ThrowsSoThatItComesAgain()
    {
        await using var host = await bench.Ready();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => CreateSut(new FailingTrades(), host.Book).Deliver(Message(Request(bench.Signal("s1"))), stopped.Token));
    }

    private sealed class FailingTrades : ITradeService
    {
        public Task<TradeAnswer> Execute(TradeRequest request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The store is away.");
        }

        public Task<SignalRecord?> FindSignal(SignalId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CancelAnswer> CancelOrder(ClientOrderId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<TradeAnswer> ClosePosition(Symbol symbol, string origin, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoQueue : ISignalOutbox
    {
        public Task<bool> Enqueue(string id, ReadOnlyMemory<byte> body, int priority, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<PoisonMessage>> ListPoison(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> Resend(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<QueueDepth> Measure(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
