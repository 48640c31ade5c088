using System.Text;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradingFunctions.Azure.Hosting;
using TradingFunctions.Azure.Queues;
using TradingFunctions.Cloud.Tests.Hosting;
using TradingFunctions.Domain;
using TradingFunctions.Hosting;
using TradingFunctions.Infra.StorageQueue;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit;

namespace TradingFunctions.Cloud.Tests.Queues;

/// <summary>What becomes of messages of the storage queue, over the worker's own parts.</summary>
public sealed class StorageQueueDeliveryTests : IAsyncLifetime
{
    const string Buy = """{"id":"s1","symbol":"AAPL","action":"BUY","quantity":1,"confidence":0.8,"strategyId":"hand"}""";
    const int MaxAttempts = 3;

    readonly TempFolder _folder = new();
    readonly StorageQueueStub _service = new();
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
        _service.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Signal_ThatIsExecuted_IsDoneWith()
    {
        using var app = await Start();

        await Deliver(app, Buy);

        _service.Sent.ShouldBeEmpty();
        var found = await app.Services.GetRequiredService<ITradeService>().FindSignal(new SignalId("s1"), CancellationToken.None);
        found.ShouldNotBeNull().Answer.ShouldNotBeNull();
    }

    [Fact]
    public async Task Signal_ThatIsNone_IsSetAsideWithWhatIsWrong()
    {
        using var app = await Start();

        await Deliver(app, """{"id":"s1","symbol":"AAPL","action":"KEEP"}""");

        var reason = SetAside().Reason;
        reason.ShouldStartWith("BAD_MESSAGE: ");
        reason.ShouldContain("action");
    }

    [Fact]
    public async Task Signal_ThatFails_IsDeliveredAgain_AndSetAsideAfterItsLastAttemptWithTheCode()
    {
        using var app = await Start(new FailingTrades(() => new InvalidOperationException("The store is away.")));

        (await Should.ThrowAsync<InvalidOperationException>(() => Deliver(app, Buy))).Message.ShouldContain("InvalidOperationException: The store is away.");
        _service.Sent.ShouldBeEmpty();
        await Deliver(app, Buy, MaxAttempts);

        var kept = SetAside();
        (kept.Id, kept.Attempts, kept.Reason).ShouldBe(("s1", MaxAttempts, "ATTEMPTS_EXHAUSTED: InvalidOperationException: The store is away."));
    }

    [Fact]
    public async Task Signal_ThatHasToWait_IsPutThereAnewForLater_HoweverOften()
    {
        using var app = await Start(new FailingTrades(() => new PostponedException("It waits.")));

        await Deliver(app, Buy, deliveries: 99);

        var (queue, hiddenFor, text) = _service.Sent.ShouldHaveSingleItem();
        (queue, hiddenFor).ShouldBe(("signals", "7"));
        var later = Read(text);
        (later.Id, Encoding.UTF8.GetString(later.Body.Span)).ShouldBe(("s1", Buy));
    }

    [Theory]
    [InlineData(false, "AuthorizationFailure")]
    [InlineData(true, "Connection refused.")]
    public async Task Signal_ThatHasToWaitAndCannotBePutOff_IsDeliveredAgainWithWhy(bool isAway, string why)
    {
        using var app = await Start(new FailingTrades(() => new PostponedException("It waits.")));
        _service.Refusing.Add("signals");
        _service.IsAway = isAway;

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Deliver(app, Buy));

        failure.Message.ShouldStartWith("Signal s1 failed and is delivered again: It has to wait, and could not be put off");
        failure.Message.ShouldContain(why);
        _service.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Signal_ThatCannotBePutOffAtItsLastAttempt_IsSetAsideWithWhy()
    {
        using var app = await Start(new FailingTrades(() => new PostponedException("It waits.")));
        _service.Refusing.Add("signals");

        await Deliver(app, Buy, MaxAttempts);

        SetAside().Reason.ShouldStartWith("ATTEMPTS_EXHAUSTED: It has to wait, and could not be put off");
    }

    [Fact]
    public async Task Signal_ThatCannotBeSetAside_IsDeliveredAgainWithWhyItWasGivenUp()
    {
        using var app = await Start(new FailingTrades(() => new InvalidOperationException("The store is away.")));
        _service.Refusing.Add("signals-poison");

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Deliver(app, Buy, MaxAttempts));

        failure.Message.ShouldContain("AuthorizationFailure");
        failure.Message.ShouldContain("ATTEMPTS_EXHAUSTED: InvalidOperationException: The store is away.");
    }

    PoisonMessage SetAside()
    {
        var (queue, _, text) = _service.Sent.ShouldHaveSingleItem();
        queue.ShouldBe("signals-poison");
        return Read(text);
    }

    static PoisonMessage Read(string text) => SignalEnvelope.ReadPoison("no envelope", new BinaryData(Convert.FromBase64String(text)), insertedOn: null);

    static Task Deliver(IHost app, string body, int deliveries = 1) => new StorageQueueDelivery(
        app.Services.GetRequiredService<SignalInbox>(),
        app.Services.GetRequiredService<HostReadiness>(),
        app.Services,
        new QueueOptions { FirstRetry = TimeSpan.FromSeconds(7) }).Signal(
            QueuesModelFactory.QueueMessage(
                "message", "pop", new SignalEnvelope("s1", 1, DateTime.UtcNow, Encoding.UTF8.GetBytes(body)).Write(), dequeueCount: deliveries, insertedOn: DateTimeOffset.UtcNow),
            CancellationToken.None);

    async Task<IHost> Start(ITradeService? trades = null)
    {
        var app = await FunctionsApp.Build([], _stores, _venue, builder =>
        {
            builder.Services.AddSingleton(_service.Outbox);
            builder.Services.AddSingleton(s => new SignalDelivery(s.GetRequiredService<SignalIntake>(), new QueueOptions { MaxAttempts = MaxAttempts }));
            if (trades is not null)
                builder.Services.AddSingleton(trades);
        });
        await app.Services.GetRequiredService<TradingStart>().OpenBooks(CancellationToken.None);
        return app;
    }
}
