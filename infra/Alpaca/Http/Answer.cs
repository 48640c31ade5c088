using System.Net;
using System.Text.Json;

namespace TradingFunctions.Infra.Alpaca.Http;

/// <summary>What came back for one call of the package: it turns an answer into objects or an exception and drops the text, which is needed where the objects fall short.</summary>
internal sealed class Answer
{
    private static readonly AsyncLocal<Answer?> Flow = new();

    private Answer()
    {
    }

    /// <summary>The call that runs here; null outside of one.</summary>
    public static Answer? Current => Flow.Value;

    /// <summary>Null while there is no whole answer.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>The body as it came, keys struck out.</summary>
    public string Body { get; private set; } = string.Empty;

    public bool IsSuccess => (int?)Status is >= 200 and < 300;

    /// <summary>Begins a call; holds for what the calling method awaits from here on.</summary>
    public static Answer Begin() => Flow.Value = new Answer();

    public void Take(HttpStatusCode status, string body) => (Status, Body) = (status, body);

    /// <summary>Code and message of an error. The package loses the code where it does not understand another field.</summary>
    /// <returns>0 where there is none.</returns>
    public (int Code, string Message) Error()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object
                ? (0, $"{Status}")
                : (root.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : 0,
                   root.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString()! : $"{Status}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An error may come from something in between and be no JSON.
            return (0, $"{Status}");
        }
    }
}
