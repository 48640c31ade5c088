using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Alpaca.Http;

/// <summary>Stands between the package and the network in place of the package's own handler, which repeats requests of every kind: one request, one answer, read to its end within the time-out.</summary>
internal sealed class AnswerHandler(HttpMessageHandler network, TimeSpan timeout, Keys keys) : DelegatingHandler(network)
{
    /// <exception cref="BrokerException">No answer, or one of an order that cannot be taken for what the package would.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        HttpResponseMessage response;
        string body;
        try
        {
            response = await base.SendAsync(request, limit.Token);
            body = keys.StrikeOut(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(limit.Token)));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new BrokerException($"{request.Method} {path}: {keys.StrikeOut(e.Message)}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokerException(string.Create(CultureInfo.InvariantCulture, $"{request.Method} {path}: no answer within {timeout.TotalSeconds:0.###} s"), e);
        }

        Answer.Current?.Take(response.StatusCode, body);
        response.Content.Dispose();
        response.Content = new StringContent(response.IsSuccessStatusCode ? Repaired(path, body) : body, Encoding.UTF8, "application/json");
        return response;
    }

    private static string Repaired(string path, string body)
    {
        try
        {
            return AnswerRepair.Of(path, body);
        }
        catch (JsonException)
        {
            // The package says what is wrong with it.
            return body;
        }
        catch (FormatException e)
        {
            throw new BrokerException($"the answer cannot be understood: {e.Message}", e) { RawAnswer = body };
        }
    }
}
