using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingFunctions.Local.Cli.Client;

/// <summary>Talks to a running host. Every failure ends as one clear sentence.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient http;
    private readonly Uri url;

    public ApiClient(Uri url, string? key)
    {
        this.url = url;
        http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(100) };
        if (key is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("x-functions-key", key);
        }
    }

    public Task<JsonNode?> Get(string path, CancellationToken cancellationToken) => Send(HttpMethod.Get, path, null, cancellationToken);

    /// <exception cref="CliException">The host cannot be reached, or refuses.</exception>
    public async Task<JsonNode?> Send(
        HttpMethod method, string path, string? body, CancellationToken cancellationToken, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? Parse(text) : throw Refusal(response.StatusCode, text);
        }
        catch (HttpRequestException e)
        {
            throw new CliException($"No host answers at {url}: {e.Message} Start one with 'serve', or pass --url.", ExitCodes.Failure, e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"The host at {url} did not answer in time.", ExitCodes.Failure, e);
        }
    }

    /// <summary>Copies an answer as it comes.</summary>
    /// <exception cref="CliException">The host cannot be reached, or refuses.</exception>
    public async Task Copy(string path, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw Refusal(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
            }

            await response.Content.CopyToAsync(output, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new CliException($"No host answers at {url}: {e.Message} Start one with 'serve', or pass --url.", ExitCodes.Failure, e);
        }
    }

    public void Dispose() => http.Dispose();

    private JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new CliException($"What answers at {url} is not a trading host.", ExitCodes.Failure, e);
        }
    }

    private CliException Refusal(HttpStatusCode status, string text)
    {
        if (status == HttpStatusCode.Unauthorized)
        {
            return new CliException("The host refused the key: pass --key, or --data with the host's data directory.", ExitCodes.Usage);
        }

        var code = (int)status is >= 400 and < 500 ? ExitCodes.Usage : ExitCodes.Failure;
        var message = new StringBuilder();
        try
        {
            var problem = JsonNode.Parse(text)!;
            message.Append(problem["detail"]?.GetValue<string>() ?? $"The host answered {(int)status}.");
            foreach (var error in problem["errors"]?.AsArray() ?? [])
            {
                message.AppendLine().Append($"  {error!["field"]}: {error["message"]}");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            message.Clear().Append($"The host at {url} answered {(int)status}.");
        }

        return new CliException(message.ToString(), code);
    }
}
