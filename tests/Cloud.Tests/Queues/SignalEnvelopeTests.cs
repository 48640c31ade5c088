using Azure.Storage.Queues.Models;
using TradingFunctions.Infra.StorageQueue;

namespace TradingFunctions.Cloud.Tests.Queues;

public sealed class SignalEnvelopeTests
{
    static readonly DateTime Utc = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    static QueueMessage Received(BinaryData body) =>
        QueuesModelFactory.QueueMessage("message", "pop", body, dequeueCount: 3, insertedOn: new DateTimeOffset(Utc.AddMinutes(1)));

    [Fact]
    public void Read_OfAnEnvelope_IsTheSignal()
    {
        var message = SignalEnvelope.Read(Received(new SignalEnvelope("s1", 0, Utc, [1, 2]).Write()));

        (message.Id, message.Priority, message.Attempts, message.EnqueuedUtc, message.Receipt).ShouldBe(("s1", 0, 3, Utc, "pop"));
        message.Body.ToArray().ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"id":null,"priority":0,"enqueuedUtc":"2026-03-02T14:30:00Z","body":""}""")]
    public void Read_OfAnythingElse_IsAMessageOfItsOwnId(string text)
    {
        var message = SignalEnvelope.Read(Received(new BinaryData(text)));

        message.Id.ShouldBe("message");
        message.Body.ToArray().ShouldBe(new BinaryData(text).ToArray());
    }

    [Fact]
    public void ReadPoison_OfASignalThatWasSetAside_HasTheReason()
    {
        var poison = SignalEnvelope.ReadPoison("message", new SignalEnvelope("s1", 1, Utc, [1], 5, Utc.AddHours(1), "Broken.").Write(), new DateTimeOffset(Utc));

        (poison.Id, poison.Attempts, poison.PoisonedUtc, poison.Reason).ShouldBe(("s1", 5, Utc.AddHours(1), "Broken."));
    }
}
