using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using TradingFunctions.Infra.StorageQueue;

namespace TradingFunctions.Cloud.Tests.Queues;

public sealed class MessageTextTests
{
    static readonly DateTimeOffset At = new(2026, 3, 2, 14, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task ListPoison_WithATextThatIsNoBase64_ShowsItBesideTheOthers()
    {
        var kept = new SignalEnvelope("s1", 1, At.UtcDateTime, [1, 2], 5, At.UtcDateTime, "Broken.");
        var poison = new Texts(Convert.ToBase64String(kept.Write().ToMemory().Span), "not base64 !!", "");

        var list = await new StorageSignalOutbox(new Texts(), poison, TimeProvider.System).ListPoison(10, CancellationToken.None);

        list.Select(message => message.Id).ShouldBe(["s1", "message-1", "message-2"]);
        list[0].Reason.ShouldBe("Broken.");
        new BinaryData(list[1].Body).ToString().ShouldBe("not base64 !!");
    }

    [Fact]
    public async Task Enqueue_OfASignal_WritesBase64AsTheFunctionsHostReadsIt()
    {
        var queue = new Texts();

        await new StorageSignalOutbox(queue, new Texts(), TimeProvider.System).Enqueue("s1", new byte[] { 7 }, 1, CancellationToken.None);

        SignalEnvelope.ReadPoison("message", new BinaryData(Convert.FromBase64String(queue.Sent.ShouldHaveSingleItem())), At).Id.ShouldBe("s1");
    }

    /// <summary>A queue of texts as the service gives them.</summary>
    sealed class Texts(params string[] texts) : QueueClient
    {
        public List<string> Sent { get; } = [];

        public override string Name => "texts";

        public override Task<Response<PeekedMessage[]>> PeekMessagesAsync(int? maxMessages = null, CancellationToken cancellationToken = default) => Task.FromResult(Response.FromValue<PeekedMessage[]>(
            [.. texts.Select((text, index) => QueuesModelFactory.PeekedMessage($"message-{index}", new BinaryData(text), dequeueCount: 0, insertedOn: At))], null!));

        public override Task<Response<SendReceipt>> SendMessageAsync(string messageText, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
        {
            Sent.Add(messageText);
            return Task.FromResult(Response.FromValue(QueuesModelFactory.SendReceipt("message", At, At, "pop", At), null!));
        }
    }
}
