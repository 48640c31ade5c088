using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Infra.MlFlow;

/// <summary>Calls of MLflow's REST API 2.0. Failures become <see cref="TrackingException"/> without credentials in them.</summary>
internal sealed class MlFlowApi(HttpClient http, MlFlowSettings settings)
{
    private const string Root = "api/2.0/mlflow/";
    private const int MaxMessage = 300;

    public Task<TOut> Get<TOut>(string path, JsonTypeInfo<TOut> type, CancellationToken cancellationToken) =>
        Call(HttpMethod.Get, Root + path, content: null, type, cancellationToken);

    public Task<TOut> Post<TIn, TOut>(string path, TIn body, JsonTypeInfo<TIn> inType, JsonTypeInfo<TOut> outType, CancellationToken cancellationToken) =>
        Call(HttpMethod.Post, Root + path, Json(body, inType), outType, cancellationToken);

    /// <summary>A call whose answer says nothing.</summary>
    public Task Post<TIn>(string path, TIn body, JsonTypeInfo<TIn> type, CancellationToken cancellationToken) =>
        Send(HttpMethod.Post, Root + path, Json(body, type), cancellationToken);

    /// <summary>Uploads a file by way of the server, where it keeps artefacts itself.</summary>
    /// <param name="path">Below the server's root of artefacts.</param>
    /// <exception cref="TrackingException">It was not taken, or the file cannot be read.</exception>
    public async Task Upload(string path, Stream file, CancellationToken cancellationToken)
    {
        using var content = new FileContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        try
        {
            await Send(HttpMethod.Put, $"api/2.0/mlflow-artifacts/artifacts/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}", content, cancellationToken);
        }
        catch (TrackingException e) when (content.Failure is { } failure)
        {
            // The server is there: other runs may pass.
            throw new TrackingException($"The file {path} cannot be read: {failure.Message}", isRefused: true, e);
        }
    }

    private static ByteArrayContent Json<T>(T body, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private async Task<TOut> Call<TOut>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<TOut> type, CancellationToken cancellationToken)
    {
        var text = await Send(method, path, content, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new TrackingException($"{settings.Address}{path} did not answer as an MLflow server does.", isRefused: false, e);
        }
    }

    private async Task<string> Send(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(settings.Address, path)) { Content = content };
        request.Headers.Authorization = Credentials();
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? text : throw Refusal(response.StatusCode, path, text);
        }
        catch (HttpRequestException e)
        {
            throw new TrackingException($"{settings.Address} cannot be reached: {e.HttpRequestError}.", isRefused: false, e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TrackingException($"{settings.Address} did not answer in {http.Timeout.TotalSeconds:0} seconds.", isRefused: false, e);
        }
    }

    private AuthenticationHeaderValue? Credentials()
    {
        if (settings.Token is { } token)
        {
            return new AuthenticationHeaderValue("Bearer", token);
        }

        return settings.User is { } user ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{settings.Password}"))) : null;
    }

    /// <summary>What concerns this one request is told apart from a server that is in trouble, or lets nobody in.</summary>
    private static TrackingException Refusal(HttpStatusCode status, string path, string text)
    {
        ErrorMessage? error = null;
        try
        {
            error = JsonSerializer.Deserialize(text, MlFlowJson.Default.ErrorMessage);
        }
        catch (JsonException)
        {
            // Some proxy's page.
        }

        var isRefused = status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity;
        var message = error?.Message is { Length: > MaxMessage } words ? words[..MaxMessage] : error?.Message;
        return new TrackingException($"{path} answered {(int)status}{(error?.ErrorCode is { } code ? $" {code}" : string.Empty)}{(message is null ? string.Empty : $": {message}")}", isRefused, error?.ErrorCode is { } known ? new MlFlowException(known) : null);
    }
}
