using Azure.Messaging.ServiceBus;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.ServiceBus;
using TradingFunctions.Local.Cli;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Cloud.Tests.Queues;

public sealed class OrderEventMessageTests
{
    private static readonly DateTime Utc = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);

    private static readonly OrderEvent Fill = new(
        0, OrderEventKind.PartialFill, "61e69015-8549-4bfd-b9c3-01e75843f47d", new ClientOrderId("tf-1"), new ClientOrderId("tf-0"), new Symbol("AAPL"), Side.Sell, Utc,
        "exec-1", 100.25m, new Quantity(3m), new Money(0.02m), new Quantity(7m));

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSameEvent()
    {
        var sent = OrderEventMessage.Write(Fill);

        OrderEventMessage.Read(ServiceBusModelFactory.ServiceBusReceivedMessage(sent.Body)).ShouldBe(Fill);
        (sent.ContentType, sent.Subject).ShouldBe(("application/json", "PartialFill"));
    }

    [Fact]
    public void Write_OfTheSameEventAgain_HasTheSameId_AndOfAnotherOneADifferentId()
    {
        OrderEvent[] others =
        [
            Fill with { ExecutionId = "exec-2" },
            Fill with { ExecutionId = null },
            Fill with { ExecutionId = null, CumulativeQuantity = new Quantity(8m) },
            Fill with { ExecutionId = null, Kind = OrderEventKind.Canceled },
            Fill with { ExecutionId = null, AtUtc = Utc.AddMilliseconds(1) },
            Fill with { BrokerOrderId = "another" },
        ];

        OrderEventMessage.Write(Fill with { Reason = "told again" }).MessageId.ShouldBe(OrderEventMessage.Write(Fill).MessageId);
        others.Append(Fill).Select(e => OrderEventMessage.Write(e).MessageId).ShouldBeUnique();
    }

    [Fact]
    public void Write_OfLongIds_IsAsLongAsTheServiceTakes_AndStillTellsThemApart()
    {
        var longOne = Fill with { BrokerOrderId = new string('x', 200) };

        OrderEventMessage.Write(longOne).MessageId.Length.ShouldBeLessThanOrEqualTo(128);
        OrderEventMessage.Write(longOne).MessageId.ShouldNotBe(OrderEventMessage.Write(longOne with { ExecutionId = "exec-2" }).MessageId);
    }

    [Fact]
    public async Task Send_ToANamespaceThatIsNotThere_SaysSo()
    {
        await using var outbox = new ServiceBusOrderEvents(
            new ServiceBusClient("Endpoint=sb://127.0.0.1:1/;SharedAccessKeyName=n;SharedAccessKey=a2V5", new ServiceBusClientOptions { RetryOptions = { MaxRetries = 0, TryTimeout = TimeSpan.FromSeconds(5) } }),
            "order-events");

        var refused = await Should.ThrowAsync<StoreException>(() => outbox.Send(Fill, CancellationToken.None));

        refused.Message.ShouldContain("order-events");
    }

    [Theory]
    [InlineData("https://trading.servicebus.windows.net/")]
    [InlineData("Endpoint=sb://x/;SharedAccessKey=secret")]
    public async Task Forward_NamespaceIsNoHostName_IsRefusedWithoutRepeatingIt(string address)
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        var code = await CommandLine.Run(["forward", "--namespace", address], new CliConsole(output, error, TextReader.Null), CancellationToken.None);

        code.ShouldBe(2);
        error.ToString().ShouldNotContain("secret");
    }
}
