using System.Text;
using TradingFunctions.Infra.StorageQueue;

namespace TradingFunctions.Cloud.Tests.Queues;

public sealed class MessageTextTests
{
    [Fact]
    public async Task ListPoison_WithATextThatIsNoBase64_ShowsItBesideTheOthers()
    {
        var at = StorageQueueStub.At.UtcDateTime;
        var kept = new SignalEnvelope("s1", 1, at, [1, 2], 5, at, "Broken.");
        using var service = new StorageQueueStub(Convert.ToBase64String(kept.Write().ToMemory().Span), "not base64 !!", "");

        var list = await service.Outbox.ListPoison(10, CancellationToken.None);

        list.Select(message => message.Id).ShouldBe(["s1", "message-1", "message-2"]);
        list[0].Reason.ShouldBe("Broken.");
        Encoding.UTF8.GetString(list[1].Body.Span).ShouldBe("not base64 !!");
        list[1].Reason.ShouldStartWith("ATTEMPTS_EXHAUSTED: Given up by the Functions host");
    }

    [Fact]
    public async Task Enqueue_OfASignal_WritesBase64AsTheFunctionsHostReadsIt()
    {
        using var service = new StorageQueueStub();

        await service.Outbox.Enqueue("s1", new byte[] { 7 }, 1, CancellationToken.None);

        Encoding.UTF8.GetString(Convert.FromBase64String(service.Sent.ShouldHaveSingleItem().Text)).ShouldContain("\"id\":\"s1\"");
    }
}
