using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Pipeline.Tests.Trading;

public sealed class OrderEventForwarderTests
{
    private static readonly DateTime Utc = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);

    private readonly ManualClock clock = new(Utc);

    [Fact]
    public async Task Run_StreamTells_PutsEveryMessageIntoTheQueueInOrder()
    {
        var outbox = new Outbox();

        var forwarder = await Run(new Stream([[Event("a"), Event("b")]]), outbox, until: 2);

        outbox.Taken.Select(e => e.ExecutionId).ShouldBe(["a", "b"]);
        forwarder.Forwarded.ShouldBe(2);
    }

    [Fact]
    public async Task Run_QueueRefusesAtFirst_AsksUntilItTakesTheMessage_AndKeepsTheOrder()
    {
        var outbox = new Outbox { Refusals = 3 };

        var forwarder = await Run(new Stream([[Event("a"), Event("b")]]), outbox, until: 2);

        outbox.Taken.Select(e => e.ExecutionId).ShouldBe(["a", "b"]);
        forwarder.Forwarded.ShouldBe(2);
    }

    [Fact]
    public async Task Run_ConnectionIsLostOrRefused_ListensAgain()
    {
        var outbox = new Outbox();
        var stream = new Stream([[Event("a")], null, [Event("b")]]);

        await Run(stream, outbox, until: 2);

        outbox.Taken.Select(e => e.ExecutionId).ShouldBe(["a", "b"]);
        stream.Connections.ShouldBe(3);
    }

    private static OrderEvent Event(string execution) => new(
        0, OrderEventKind.Fill, "broker-1", new ClientOrderId("tf-1"), ParentClientOrderId: null, new Symbol("AAPL"), Side.Buy, Utc, execution, 100m, new Quantity(1m), Money.Zero, new Quantity(1m));

    private async Task<OrderEventForwarder> Run(Stream stream, Outbox outbox, int until)
    {
        using var stop = new CancellationTokenSource();
        var forwarder = new OrderEventForwarder(stream, outbox, clock, NullLogger<OrderEventForwarder>.Instance);
        var running = forwarder.Run(stop.Token);
        while (outbox.Taken.Count < until && !running.IsCompleted)
        {
            await Task.Delay(1);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        return forwarder;
    }

    /// <param name="connections">Messages of each connection; null for one that is refused. After the last it is silent.</param>
    private sealed class Stream(IReadOnlyList<OrderEvent[]?> connections) : IOrderStream
    {
        public int Connections { get; private set; }

        public async Task Listen(Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, CancellationToken cancellationToken)
        {
            if (Connections >= connections.Count)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            var messages = connections[Connections++] ?? throw new BrokerException("order stream: no connection");
            await connected(cancellationToken);
            foreach (var message in messages)
            {
                await deliver(message, cancellationToken);
            }
        }
    }

    private sealed class Outbox : IOrderEventOutbox
    {
        public int Refusals { get; set; }

        public List<OrderEvent> Taken { get; } = [];

        public Task Send(OrderEvent message, CancellationToken cancellationToken)
        {
            if (Refusals-- > 0)
            {
                throw new StoreException(StoreFailure.Unavailable, "order-events", "The queue is busy.", "Wait.");
            }

            Taken.Add(message);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
