using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Queue;
using TradingFunctions.Infra.ServiceBus;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Cloud.Tests.Queues;

/// <summary>Dead letters of both queues, listed and sent again.</summary>
public sealed class ServiceBusDeadLettersTests
{
    readonly BusStub _signals = new();
    readonly BusStub _orderEvents = new();

    ServiceBusSignalOutbox Signals => new(Stub.As<ServiceBusClient>(_signals), "signals");

    ServiceBusDeadLetters OrderEvents => new(Stub.As<ServiceBusClient>(_orderEvents), "order-events", _orderEvents.CreateSender("order-events"), OrderEventMessage.WriteAgain);

    [Fact]
    public async Task List_OfDeadLetters_SaysWhyEachWasGivenUp()
    {
        _signals.Bury("s1", reason: "BAD_MESSAGE", description: "No signal.");
        _signals.Bury("s2", reason: "MaxDeliveryCountExceeded", description: "After 10 deliveries", properties: ("lastFailure", "StoreException: The store is away."));
        _signals.Bury(id: null);

        var list = await Signals.ListPoison(10, CancellationToken.None);

        list.Select(message => (message.Id, message.Reason)).ShouldBe(
        [
            ("s1", "BAD_MESSAGE: No signal."),
            ("s2", "MaxDeliveryCountExceeded: After 10 deliveries: StoreException: The store is away."),
            ("3", ""),
        ]);
        (await Signals.ListPoison(2, CancellationToken.None)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task List_OfMoreThanACallBrings_IsWhole()
    {
        for (var i = 0; i < 600; i++)
            _signals.Bury($"s{i}");

        (await Signals.ListPoison(1000, CancellationToken.None)).Select(message => message.Id).ShouldBeUnique();
        (await Signals.ListPoison(1000, CancellationToken.None)).Count.ShouldBe(600);
    }

    [Fact]
    public async Task Resend_OfASignal_QueuesItUnderAnotherMessageIdAndTakesItFromTheDead()
    {
        for (var i = 1; i <= 150; i++)
            _signals.Bury($"s{i}", $"{{\"n\":{i}}}");

        (await Signals.Resend("s120", CancellationToken.None)).ShouldBeTrue();

        var sent = _signals.Queue.ShouldHaveSingleItem();
        (sent.MessageId, sent.ApplicationProperties[SignalMessage.IdProperty], sent.Body.ToString()).ShouldBe(("s120~120", "s120", "{\"n\":120}"));
        _signals.Dead.Count.ShouldBe(149);

        // All others were let go: each can be sent again.
        (await Signals.Resend("s1", CancellationToken.None)).ShouldBeTrue();
        (await Signals.Resend("s150", CancellationToken.None)).ShouldBeTrue();
        (await Signals.Resend("s120", CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Resend_OfASignalThatDiesAgain_HasANewMessageIdEachTime()
    {
        _signals.Bury("s1");
        await Signals.Resend("s1", CancellationToken.None);
        _signals.Bury("s1~1", properties: (SignalMessage.IdProperty, "s1"));

        (await Signals.Resend("s1", CancellationToken.None)).ShouldBeTrue();

        _signals.Queue.Select(message => message.MessageId).ShouldBe(["s1~1", "s1~2"]);
    }

    [Fact]
    public async Task Resend_OfOneBehindMoreThanAreLookedThrough_IsNotToldToBeMissing()
    {
        for (var i = 0; i < 1100; i++)
            _signals.Bury($"s{i}");

        var busy = await Should.ThrowAsync<StoreException>(() => Signals.Resend("s1050", CancellationToken.None));

        (busy.Failure, busy.IsTransient).ShouldBe((StoreFailure.Busy, true));
        busy.Message.ShouldContain("s1050");
        (await Signals.Resend("nobody", CancellationToken.None)).ShouldBeFalse();
        _signals.Dead.Count.ShouldBe(1100);
        (await Signals.Resend("s999", CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Resend_ThatTheQueueRefuses_LeavesTheDeadLetter()
    {
        _signals.Bury("s1");
        _signals.Refusal = new("Busy.", ServiceBusFailureReason.ServiceBusy);

        (await Should.ThrowAsync<StoreException>(() => Signals.Resend("s1", CancellationToken.None))).Message.ShouldContain("ServiceBusy");

        _signals.Refusal = null;
        (await Signals.Resend("s1", CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Resend_WhoseLockIsLostBehindTheSending_IsDone_AndOnceMoreIsADuplicate()
    {
        _signals.Bury("s0");
        _signals.Bury("s1");
        _signals.LosesLocks = true;

        (await Signals.Resend("s1", CancellationToken.None)).ShouldBeTrue();
        _signals.Dead.Count.ShouldBe(2);

        _signals.LosesLocks = false;
        (await Signals.Resend("s1", CancellationToken.None)).ShouldBeTrue();
        _signals.Queue.Count.ShouldBe(1);
        _signals.Dead.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Resend_OfWhatHasNoId_GoesByItsNumber()
    {
        _orderEvents.Bury(id: null, "{\"kind\":\"Fill\"}");

        (await OrderEvents.Resend("1", CancellationToken.None)).ShouldBeTrue();

        _orderEvents.Queue.ShouldHaveSingleItem().Subject.ShouldBe("Fill");
    }

    [Fact]
    public async Task Resend_OfALongId_IsAsLongAsTheServiceTakes()
    {
        var id = new string('x', 128);
        _orderEvents.Bury(id);

        (await OrderEvents.Resend(id, CancellationToken.None)).ShouldBeTrue();

        _orderEvents.Queue.ShouldHaveSingleItem().MessageId.Length.ShouldBeLessThanOrEqualTo(128);
    }

    [Fact]
    public async Task Api_WithTwoQueues_ListsBothAndSendsFromEither()
    {
        _signals.Bury("s1");
        _orderEvents.Bury("broker-1-Fill-exec", reason: "BAD_MESSAGE", description: "No event.");

        (await List("")).ShouldBe(["order-events broker-1-Fill-exec", "signals s1"]);
        (await List("?limit=1")).ShouldBe(["order-events broker-1-Fill-exec"]);
        (await List("?queue=signals")).ShouldBe(["signals s1"]);
        (await Call(PoisonEndpoints.List, "?queue=other")).Status.ShouldBe(400);
        (await Call(PoisonEndpoints.Resend, "?queue=signals", "broker-1-Fill-exec")).Status.ShouldBe(404);
        (await Call(PoisonEndpoints.Resend, "", "broker-1-Fill-exec")).Status.ShouldBe(202);
        (await Call(PoisonEndpoints.Resend, "", "s1")).Status.ShouldBe(202);
        (await Call(PoisonEndpoints.Resend, "", "s1")).Status.ShouldBe(404);

        _orderEvents.Queue.ShouldHaveSingleItem();
        _signals.Queue.ShouldHaveSingleItem();
    }

    async Task<string[]> List(string query) =>
        [.. (await Call(PoisonEndpoints.List, query)).Body["items"]!.AsArray().Select(item => $"{item!["queue"]} {item["id"]}")];

    async Task<(int Status, JsonNode Body)> Call(Func<HttpContext, Task> endpoint, string query, string? id = null)
    {
        await using var services = new ServiceCollection()
            .AddSingleton<ISignalOutbox>(Signals)
            .AddSingleton(new PoisonQueue("order-events", OrderEvents))
            .AddLogging()
            .BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.QueryString = new QueryString(query);
        http.Request.RouteValues["id"] = id;
        http.Response.Body = new MemoryStream();
        await endpoint(http);
        http.Response.Body.Position = 0;
        return (http.Response.StatusCode, JsonNode.Parse(http.Response.Body)!);
    }
}
