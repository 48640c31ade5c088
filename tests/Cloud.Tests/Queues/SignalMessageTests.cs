using Azure.Messaging.ServiceBus;
using TradingFunctions.Infra.ServiceBus;

namespace TradingFunctions.Cloud.Tests.Queues;

public sealed class SignalMessageTests
{
    static readonly DateTime Utc = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    static ServiceBusReceivedMessage Received(IDictionary<string, object>? properties = null, int deliveries = 2) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(
            new BinaryData("{}"u8.ToArray()), messageId: "message", properties: properties, deliveryCount: deliveries, enqueuedTime: Utc, lockTokenGuid: Guid.Empty, sequenceNumber: 7);

    [Fact]
    public void Write_OfASignal_HasItsIdForDuplicateDetection()
    {
        var message = SignalMessage.Write("s1", "{}"u8.ToArray(), priority: 0);

        message.MessageId.ShouldBe("s1");
        message.ContentType.ShouldBe("application/json");
        message.ApplicationProperties[SignalMessage.PriorityProperty].ShouldBe(0);
    }

    [Fact]
    public void WriteAgain_OfADeadLetter_KeepsTheSignalUnderAnotherMessageId()
    {
        var again = SignalMessage.WriteAgain(Received(new Dictionary<string, object> { [SignalMessage.IdProperty] = "s1", [SignalMessage.PriorityProperty] = 0 }), "s1~7");

        again.MessageId.ShouldBe("s1~7");
        again.ApplicationProperties[SignalMessage.IdProperty].ShouldBe("s1");
        again.ApplicationProperties[SignalMessage.PriorityProperty].ShouldBe(0);
    }

    [Fact]
    public void Read_OfAMessageByHand_TakesWhatItHas()
    {
        var message = SignalMessage.Read(Received());

        (message.Id, message.Priority, message.Attempts, message.EnqueuedUtc).ShouldBe(("message", 1, 2, Utc));
    }

    [Fact]
    public void ReadDead_OfAMessageThatWasGivenUp_HasWhenAndWhy()
    {
        var given = DeadLetter.GivenUpAt(Utc.AddMinutes(1));
        given[SignalMessage.IdProperty] = "s1";
        given["DeadLetterReason"] = "BAD_MESSAGE";
        given["DeadLetterErrorDescription"] = "No signal.";

        var dead = DeadLetter.Read(Received(given));

        (dead.Id, dead.PoisonedUtc, dead.Reason).ShouldBe(("s1", Utc.AddMinutes(1), "BAD_MESSAGE: No signal."));
    }

    [Fact]
    public void Cut_OfALongReason_IsWhatTheServiceTakes() => DeadLetter.Cut(new string('x', 9000)).Length.ShouldBe(4000);
}
