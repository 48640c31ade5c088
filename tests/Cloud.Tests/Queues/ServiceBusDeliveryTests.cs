using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Azure.Hosting;
using TradingFunctions.Azure.Queues;
using TradingFunctions.Cloud.Tests.Hosting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Hosting;
using TradingFunctions.Infra.ServiceBus;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit;

namespace TradingFunctions.Cloud.Tests.Queues;

/// <summary>How messages of Service Bus are settled, over the worker's own parts.</summary>
public sealed class ServiceBusDeliveryTests : IAsyncLifetime
{
    const string Buy = """{"id":"s1","symbol":"AAPL","action":"BUY","quantity":1,"confidence":0.8,"strategyId":"hand"}""";

    readonly TempFolder _folder = new();
    readonly BusStub _bus = new();
    readonly ScriptedActions _actions = new();
    HostStores _stores = null!;
    IVenue _venue = null!;

    public async Task InitializeAsync()
    {
        _stores = await HostStores.Open(AppVariables.Load(("TRADING_DATA", _folder["data"])), CancellationToken.None);
        _venue = await Venues.Open(_stores, CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _venue.Dispose();
        _stores.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Signal_ThatIsExecuted_IsCompleted()
    {
        using var app = await Start();

        await Delivery(app).Signal(Message(Buy), Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["completed"]);
        (await Answer(app)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Signal_ThatIsNone_IsDeadLetteredWithWhatIsWrong()
    {
        using var app = await Start();

        await Delivery(app).Signal(Message("""{"id":"s1","symbol":"AAPL","action":"KEEP"}"""), Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["dead-lettered BAD_MESSAGE"]);
        _actions.Description.ShouldNotBeNull().ShouldContain("action");
        _actions.Properties.ShouldNotBeNull().Keys.ShouldBe(["poisonedUtc"]);
    }

    [Fact]
    public async Task Signal_ThatFails_IsAbandonedWithWhy_AndGivenUpAfterItsLastAttempt()
    {
        using var app = await Start(new FailingTrades(() => new InvalidOperationException("The store is away.")));

        await Delivery(app).Signal(Message(Buy, deliveries: 2), Actions, CancellationToken.None);
        _actions.Properties.ShouldNotBeNull()["lastFailure"].ShouldBe("InvalidOperationException: The store is away.");
        await Delivery(app).Signal(Message(Buy, deliveries: 3), Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["abandoned", "dead-lettered ATTEMPTS_EXHAUSTED"]);
        _actions.Description.ShouldBe("InvalidOperationException: The store is away.");
    }

    [Fact]
    public async Task Signal_ThatFailsWhileTheHostStops_IsAbandonedWithoutTheWait()
    {
        using var stop = new CancellationTokenSource();
        using var app = await Start(new FailingTrades(() =>
        {
            stop.Cancel();
            return new InvalidOperationException("The store is away.");
        }));

        await Delivery(app, TimeSpan.FromHours(1)).Signal(Message(Buy), Actions, stop.Token);

        _actions.Settled.ShouldBe(["abandoned"]);
    }

    [Fact]
    public async Task Signal_ThatHasToWait_IsSentAnewForLater_HoweverOften()
    {
        using var app = await Start(new FailingTrades(() => new PostponedException("It waits.")));
        var message = Message(Buy, deliveries: 99);

        await Delivery(app).Signal(message, Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["completed"]);
        var later = _bus.Queue.ShouldHaveSingleItem();
        (later.MessageId, later.ApplicationProperties[SignalMessage.IdProperty], later.Body.ToString()).ShouldBe(("s1~7", "s1", Buy));
        later.ScheduledEnqueueTime.ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-1));

        // A crash between sending and settling: the message comes again, and is postponed once.
        await Delivery(app).Signal(message, Actions, CancellationToken.None);
        _bus.Queue.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Signal_ThatHasToWaitAndCannotBeSentAnew_IsAbandonedWithWhy()
    {
        using var app = await Start(new FailingTrades(() => new PostponedException("It waits.")));
        _bus.Refusal = new("Busy.", ServiceBusFailureReason.ServiceBusy);

        await Delivery(app).Signal(Message(Buy), Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["abandoned"]);
        _actions.Properties.ShouldNotBeNull()["lastFailure"].ShouldBeOfType<string>().ShouldContain("ServiceBusy");
        _bus.Queue.ShouldBeEmpty();
    }

    [Fact]
    public async Task Signal_ThatFails_IsNotHeldLongerThanItsLock()
    {
        using var app = await Start(new FailingTrades(() => new InvalidOperationException("The store is away.")));
        var clock = new DueTimes();

        await Delivery(app, TimeSpan.FromMinutes(10), clock).Signal(Message(Buy, deliveries: 2), Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["abandoned"]);
        clock.Waits.ShouldBe([ServiceBusDelivery.LongestWait]);
    }

    [Fact]
    public async Task Signal_WhoseLockWasLost_FailsTheInvocation_AndIsExecutedOnce()
    {
        using var app = await Start();
        _actions.Failure = BusStub.LockLost;
        await Should.ThrowAsync<ServiceBusException>(() => Delivery(app).Signal(Message(Buy), Actions, CancellationToken.None));
        var answer = await Answer(app);
        _actions.Failure = null;

        await Delivery(app).Signal(Message(Buy, deliveries: 2), Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["completed"]);
        (await Answer(app)).ShouldBeEquivalentTo(answer);
        app.Services.GetRequiredService<IAccountBook>().State.Live.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task OrderEvent_OfTheBroker_IsBookedAndCompleted()
    {
        using var app = await Start();

        await Delivery(app).OrderEvent(ServiceBusModelFactory.ServiceBusReceivedMessage(OrderEventMessage.Write(Event).Body), Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["completed"]);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"kind":"Fill","brokerOrderId":"b-1"}""")]
    public async Task OrderEvent_ThatIsNone_IsDeadLetteredWithTheReason(string body)
    {
        using var app = await Start();

        await Delivery(app).OrderEvent(Message(body), Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["dead-lettered BAD_MESSAGE"]);
        _actions.Description.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task OrderEvent_ThatMakesNoSense_HaltsTradingAndIsDeadLettered()
    {
        using var app = await Start();

        await Delivery(app).OrderEvent(ServiceBusModelFactory.ServiceBusReceivedMessage(OrderEventMessage.Write(Event with { Price = -1m }).Body), Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["dead-lettered BAD_MESSAGE"]);
        _actions.Description.ShouldNotBeNull().ShouldContain("at a price of -1");
        app.Services.GetRequiredService<IAccountBook>().State.Ledger.State.ShouldBe(TradingState.Halted);
    }

    [Fact]
    public async Task OrderEvent_ThatCannotBeBooked_IsAbandonedWithWhy()
    {
        using var app = await Start();
        _stores.Dispose();

        await Delivery(app).OrderEvent(ServiceBusModelFactory.ServiceBusReceivedMessage(OrderEventMessage.Write(Event).Body), Actions, CancellationToken.None);

        _actions.Settled.ShouldBe(["abandoned"]);
        _actions.Properties.ShouldNotBeNull().Keys.ShouldBe(["lastFailure"]);
    }

    ServiceBusMessageActions Actions => Stub.As<ServiceBusMessageActions>(_actions);

    static OrderEvent Event => new(
        0, OrderEventKind.PartialFill, "61e69015-8549-4bfd-b9c3-01e75843f47d", new ClientOrderId("tf-1"), null, new Symbol("AAPL"), Side.Buy,
        new DateTime(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc), "exec-1", 100.25m, new Quantity(3m), new Money(0.02m), new Quantity(7m));

    static ServiceBusReceivedMessage Message(string body, int deliveries = 1) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(new BinaryData(body), messageId: "s1", deliveryCount: deliveries, sequenceNumber: 7, lockTokenGuid: Guid.NewGuid(), enqueuedTime: DateTimeOffset.UtcNow);

    async Task<IHost> Start(ITradeService? trades = null)
    {
        var app = await FunctionsApp.Build([], _stores, _venue, builder =>
        {
            builder.Services.AddSingleton(new ServiceBusSignalOutbox(Stub.As<ServiceBusClient>(_bus), "signals"));
            builder.Services.AddSingleton(s => new SignalDelivery(s.GetRequiredService<SignalIntake>(), new QueueOptions { MaxAttempts = 3 }));
            if (trades is not null)
                builder.Services.AddSingleton(trades);
        });
        await app.Services.GetRequiredService<TradingStart>().OpenBooks(CancellationToken.None);
        return app;
    }

    static ServiceBusDelivery Delivery(IHost app, TimeSpan? firstRetry = null, TimeProvider? clock = null) => new(
        app.Services.GetRequiredService<SignalInbox>(),
        app.Services.GetRequiredService<QueuedEvents>(),
        app.Services.GetRequiredService<HostReadiness>(),
        app.Services,
        new QueueOptions { FirstRetry = firstRetry ?? TimeSpan.FromMilliseconds(10), LongestRetry = TimeSpan.FromHours(1) },
        clock ?? TimeProvider.System,
        NullLogger<ServiceBusDelivery>.Instance);

    static async Task<TradeAnswer?> Answer(IHost app) => (await app.Services.GetRequiredService<ITradeService>().FindSignal(new SignalId("s1"), CancellationToken.None))?.Answer;

    /// <summary>Every wait is over at once, and remembered.</summary>
    sealed class DueTimes : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
