using System.Net;
using System.Text;
using System.Xml.Linq;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using TradingFunctions.Infra.StorageQueue;

namespace TradingFunctions.Cloud.Tests.Queues;

/// <summary>What the service of storage queues answers to a look at a queue of these texts, and to a message that is sent (learn.microsoft.com/rest/api/storageservices/queue-service-rest-api).</summary>
internal sealed class StorageQueueStub : HttpMessageHandler
{
    public static readonly DateTimeOffset At = new(2026, 3, 2, 14, 30, 0, TimeSpan.Zero);

    readonly HttpClient _http;
    readonly string[] _texts;

    public StorageQueueStub(params string[] texts)
    {
        _texts = texts;
        _http = new HttpClient(this, disposeHandler: false);
        Outbox = new StorageSignalOutbox(Client("signals"), Client("signals-poison"), TimeProvider.System);
    }

    public StorageSignalOutbox Outbox { get; }

    /// <summary>Messages in the order they came: the queue, for how many seconds they are hidden, the text.</summary>
    public List<(string Queue, string? HiddenFor, string Text)> Sent { get; } = [];

    /// <summary>Queues that refuse messages.</summary>
    public HashSet<string> Refusing { get; } = [];

    /// <summary>Whether the service cannot be reached at all.</summary>
    public bool IsAway { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsAway)
            throw new HttpRequestException("Connection refused.");
        if (request.Method != HttpMethod.Post)
            return Answer(HttpStatusCode.OK, _texts.Select((text, index) => Message($"message-{index}", new XElement("MessageText", text))));
        var queue = request.RequestUri!.Segments[^2].TrimEnd('/');
        if (Refusing.Contains(queue))
            return new(HttpStatusCode.Forbidden) { Headers = { { "x-ms-error-code", "AuthorizationFailure" } } };
        var text = XElement.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).Element("MessageText")!.Value;
        Sent.Add((queue, System.Web.HttpUtility.ParseQueryString(request.RequestUri.Query)["visibilitytimeout"], text));
        return Answer(HttpStatusCode.Created, [Message("message", new XElement("PopReceipt", "pop"), new XElement("TimeNextVisible", At.ToString("R")))]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _http.Dispose();
        base.Dispose(disposing);
    }

    QueueClient Client(string name)
    {
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None, Transport = new HttpClientTransport(_http) };
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return new QueueClient("UseDevelopmentStorage=true", name, options);
    }

    static HttpResponseMessage Answer(HttpStatusCode status, IEnumerable<XElement> messages) =>
        new(status) { Content = new StringContent(new XElement("QueueMessagesList", messages).ToString(SaveOptions.DisableFormatting), Encoding.UTF8, "application/xml") };

    static XElement Message(string id, params XElement[] more) => new(
        "QueueMessage", new XElement("MessageId", id), new XElement("InsertionTime", At.ToString("R")), new XElement("ExpirationTime", At.AddDays(7).ToString("R")), new XElement("DequeueCount", 0), more);
}
