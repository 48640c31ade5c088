using Shouldly;
using TradingFunctions.AlpacaStub.Accounts;
using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.AlpacaStub.Hosting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.TestKit.Alpaca;

/// <summary>A client of Alpaca under test: its broker and its stream.</summary>
/// <param name="Connection">Disposed of with the bench.</param>
public sealed record StubClient(IBroker Broker, IOrderStream Stream, IDisposable Connection)
{
    /// <summary>The plain HTTP client of the tests.</summary>
    public static StubClient OverHttp(Uri address, string key, string secret)
    {
        var http = new AlpacaHttp(address, key, secret, TimeSpan.FromSeconds(5));
        var broker = new HttpAlpacaBroker(http);
        return new StubClient(broker, new HttpAlpacaStream(address, key, secret, broker), http);
    }
}

/// <summary>A client over a stub in this process, its stream listened to.</summary>
public sealed class StubBench : BrokerBench
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly StubServer server;
    private readonly StubClient client;
    private readonly CancellationTokenSource stop = new();
    private readonly List<OrderEvent> events = [];
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task listening;

    private StubBench(StubServer server, Func<Uri, string, string, StubClient> connect)
    {
        this.server = server;
        client = connect(server.Address, StubOptions.DefaultKey, new StubOptions().Secret);
        listening = client.Stream.Listen(
            _ =>
            {
                connected.TrySetResult();
                return Task.CompletedTask;
            },
            (e, _) =>
            {
                lock (events)
                    events.Add(e);
                return Task.CompletedTask;
            },
            stop.Token);
    }

    public override IBroker Broker => client.Broker;

    public IOrderStream Stream => client.Stream;

    public IDisposable Connection => client.Connection;

    public Uri Address => server.Address;

    public StubAccount Account => server.Accounts.Find(StubOptions.DefaultKey)!;

    protected override DateTime Now => DateTime.UtcNow;

    public static async Task<StubBench> Start(Func<Uri, string, string, StubClient> connect)
    {
        var bench = new StubBench(await StubServer.Start(new StubOptions { Tick = TimeSpan.FromMilliseconds(1) }, CancellationToken.None), connect);
        await bench.connected.Task.WaitAsync(Patience);
        // Nothing to be had until the test lets the market trade.
        lock (bench.Account.Gate)
            bench.Account.Market.Set(Spy.Value, 100m, size: 0m);
        return bench;
    }

    public void Arm(string method, string path, FaultKind kind, int times = 1)
    {
        lock (Account.Gate)
            Account.Faults.Arm(method, path, kind, times);
    }

    /// <summary>Terms as the gate lets them through.</summary>
    public static ApprovedOrder Approved(OrderTerms terms) => Approvals.Of(terms, DateTime.UtcNow);

    public override async Task Trade(decimal price, decimal shares = 10_000m)
    {
        lock (Account.Gate)
        {
            Account.Market.Set(Spy.Value, price, shares);
            Account.Advance();
            Account.Advance();
            Account.Market.Set(Spy.Value, price, size: 0m);
        }

        await Task.Yield();
    }

    public override async Task<IReadOnlyList<OrderEvent>> Events(ClientOrderId id)
    {
        var order = await Broker.Find(id, CancellationToken.None);
        var deadline = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < deadline)
        {
            lock (events)
            {
                var mine = events.Where(e => e.ClientOrderId == id).ToList();
                if (mine.Exists(e => e.CumulativeQuantity == order!.FilledQuantity && (!order.Status.IsFinal() || e.Kind.ToString().StartsWith(order.Status.ToString()[..4], StringComparison.Ordinal))))
                    return mine;
            }

            await Task.Delay(5);
        }

        throw new TimeoutException($"The stream did not tell of {order}.");
    }

    public override async Task<BrokerOrder> Until(ClientOrderId id, Func<BrokerOrder, bool> expected)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (true)
        {
            var order = (await Broker.Find(id, CancellationToken.None)).ShouldNotBeNull();
            if (expected(order))
                return order;
            (DateTime.UtcNow < deadline).ShouldBeTrue(order.ToString());
            await Task.Delay(5);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await listening.ContinueWith(static _ => { }, TaskScheduler.Default);
        client.Connection.Dispose();
        await server.DisposeAsync();
        stop.Dispose();
    }
}
