using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Alpaca;

/// <summary>An answer of Alpaca's REST API.</summary>
/// <param name="Bytes">The body as it came.</param>
public sealed record AlpacaAnswer(HttpStatusCode Status, JsonElement Body, byte[] Bytes)
{
    public string Raw => Encoding.UTF8.GetString(Bytes);

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Neither done nor refused: nobody knows.</summary>
    public bool IsServerError => (int)Status >= 500;

    /// <summary>The error body's code; 0 without one.</summary>
    public int Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetInt32() : 0;

    public string Message => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("message", out var message) ? message.GetString()! : Status.ToString();
}

/// <summary>Plain HTTP to Alpaca's REST API: one request, no retry.</summary>
public sealed class AlpacaHttp : IDisposable
{
    private readonly HttpClient client;

    /// <param name="timeout">Of one request.</param>
    public AlpacaHttp(Uri address, string key, string secret, TimeSpan timeout)
    {
        client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = timeout };
        client.DefaultRequestHeaders.Add("APCA-API-KEY-ID", key);
        client.DefaultRequestHeaders.Add("APCA-API-SECRET-KEY", secret);
    }

    /// <summary>The message budget by the newest answer's headers; null before the first.</summary>
    public BrokerRate? Rate { get; private set; }

    /// <exception cref="BrokerException">No answer, or one that is not JSON.</exception>
    public async Task<AlpacaAnswer> Send(HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (json is not null)
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            }

            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            Rate = RateOf(response) ?? Rate;
            return new AlpacaAnswer(response.StatusCode, body.Length == 0 ? default : Parse(body, response), body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new BrokerException($"{method} {path}: {e.Message}", e);
        }
    }

    /// <summary>Reads; anything but success, or 404 where it means something, is no usable answer.</summary>
    /// <param name="mayBeMissing">Whether 404 is an answer.</param>
    /// <exception cref="BrokerException">No usable answer.</exception>
    public async Task<AlpacaAnswer> Get(string path, CancellationToken cancellationToken, bool mayBeMissing = false)
    {
        var answer = await Send(HttpMethod.Get, path, json: null, cancellationToken);
        return answer.IsSuccess || (mayBeMissing && answer.Status == HttpStatusCode.NotFound)
            ? answer
            : throw new BrokerException(string.Create(CultureInfo.InvariantCulture, $"GET {path}: {(int)answer.Status} {answer.Message}"));
    }

    public void Dispose() => client.Dispose();

    /// <summary>An error may come from something in between and be no JSON; a success that is none makes no sense.</summary>
    private static JsonElement Parse(byte[] body, HttpResponseMessage response)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException) when (!response.IsSuccessStatusCode)
        {
            return default;
        }
        catch (JsonException e)
        {
            throw new BrokerException($"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}: {e.Message}", e) { RawAnswer = Encoding.UTF8.GetString(body) };
        }
    }

    private static BrokerRate? RateOf(HttpResponseMessage response) =>
        Header(response, "X-RateLimit-Limit") is { } limit && Header(response, "X-RateLimit-Remaining") is { } remaining && Header(response, "X-RateLimit-Reset") is { } reset
            ? new BrokerRate((int)limit, (int)remaining, DateTimeOffset.FromUnixTimeSeconds(reset).UtcDateTime)
            : null;

    private static long? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && long.TryParse(values.First(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
