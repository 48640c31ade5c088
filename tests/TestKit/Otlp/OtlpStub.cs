using TradingFunctions.TestKit.Http;

namespace TradingFunctions.TestKit.Otlp;

/// <summary>A collector on the loopback address that takes OTLP over HTTP with protobuf, and shows what came.</summary>
public sealed class OtlpStub : IAsyncDisposable
{
    private readonly HttpStub http = HttpStub.Start(_ => new StubAnswer(200, ContentType: "application/x-protobuf"));

    public Uri Address => http.Address;

    public OtlpSpan[] Spans => [.. Of("/v1/traces").SelectMany(body => OtlpReader.Spans(body))];

    public string[] MetricNames => [.. Of("/v1/metrics").SelectMany(body => OtlpReader.MetricNames(body)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public OtlpLog[] Logs => [.. Of("/v1/logs").SelectMany(body => OtlpReader.Logs(body))];

    /// <summary>Everything that came, byte for byte: to look for what must not be in it.</summary>
    public byte[][] Bodies => [.. http.Requests.Select(request => request.Body)];

    public ValueTask DisposeAsync() => http.DisposeAsync();

    private IEnumerable<byte[]> Of(string path) => http.Requests.Where(request => request.Path == path).Select(request => request.Body);
}
