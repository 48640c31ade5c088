using System.Net;
using System.Text;
using System.Xml.Linq;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using TradingFunctions.Infra.StorageQueue;

namespace TradingFunctions.Cloud.Tests.Queues;

public sealed class MessageTextTests
{
    static readonly DateTimeOffset At = new(2026, 3, 2, 14, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task ListPoison_WithATextThatIsNoBase64_ShowsItBesideTheOthers()
    {
        var kept = new SignalEnvelope("s1", 1, At.UtcDateTime, [1, 2], 5, At.UtcDateTime, "Broken.");
        using var service = new QueueService(Convert.ToBase64String(kept.Write().ToMemory().Span), "not base64 !!", "");

        var list = await new StorageSignalOutbox(service.Queue, service.Queue, TimeProvider.System).ListPoison(10, CancellationToken.None);

        list.Select(message => message.Id).ShouldBe(["s1", "message-1", "message-2"]);
        list[0].Reason.ShouldBe("Broken.");
        Encoding.UTF8.GetString(list[1].Body.Span).ShouldBe("not base64 !!");
    }

    [Fact]
    public async Task Enqueue_OfASignal_WritesBase64AsTheFunctionsHostReadsIt()
    {
        using var service = new QueueService();

        await new StorageSignalOutbox(service.Queue, service.Queue, TimeProvider.System).Enqueue("s1", new byte[] { 7 }, 1, CancellationToken.None);

        Encoding.UTF8.GetString(Convert.FromBase64String(service.Sent.ShouldHaveSingleItem())).ShouldContain("\"id\":\"s1\"");
    }

    /// <summary>What the service answers to a look at a queue of these texts, and to a message.</summary>
    sealed class QueueService : HttpMessageHandler
    {
        readonly HttpClient _http;
        readonly string[] _texts;

        public QueueService(params string[] texts)
        {
            _texts = texts;
            _http = new HttpClient(this, disposeHandler: false);
            Queue = new("UseDevelopmentStorage=true", "signals", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None, Transport = new HttpClientTransport(_http) });
        }

        public QueueClient Queue { get; }

        public List<string> Sent { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post)
                return Answer(HttpStatusCode.OK, _texts.Select((text, index) => Message($"message-{index}", new XElement("MessageText", text))));
            Sent.Add(XElement.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).Element("MessageText")!.Value);
            return Answer(HttpStatusCode.Created, [Message("message", new XElement("PopReceipt", "pop"), new XElement("TimeNextVisible", At.ToString("R")))]);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _http.Dispose();
            base.Dispose(disposing);
        }

        static HttpResponseMessage Answer(HttpStatusCode status, IEnumerable<XElement> messages) =>
            new(status) { Content = new StringContent(new XElement("QueueMessagesList", messages).ToString(SaveOptions.DisableFormatting), Encoding.UTF8, "application/xml") };

        static XElement Message(string id, params XElement[] more) => new(
            "QueueMessage", new XElement("MessageId", id), new XElement("InsertionTime", At.ToString("R")), new XElement("ExpirationTime", At.AddDays(7).ToString("R")), new XElement("DequeueCount", 0), more);
    }
}
