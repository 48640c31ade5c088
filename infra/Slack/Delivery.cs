using System.Net;
using System.Text;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Slack;

/// <summary>Posts JSON and says what went wrong without saying where to: addresses of webhooks are secrets.</summary>
internal static class Delivery
{
    /// <summary>Longest that a service's "later" is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Answers are a few hundred bytes.</summary>
    private const int MaxAnswer = 64 * 1024;

    /// <returns>The answer's body.</returns>
    /// <exception cref="NotificationException">No answer, or one that is no success.</exception>
    public static async Task<string> Post(HttpClient http, Uri address, byte[] json, Action<HttpRequestMessage>? prepare, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(json) };
            request.Content.Headers.ContentType = new("application/json") { CharSet = Encoding.UTF8.WebName };
            prepare?.Invoke(request);
            try
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                if (response.StatusCode == HttpStatusCode.TooManyRequests && attempt == 1 && Wait(response) is { } wait)
                {
                    await Task.Delay(wait, cancellationToken);
                    continue;
                }

                return response.IsSuccessStatusCode
                    ? await Body(response, cancellationToken)
                    : throw new NotificationException($"answered {(int)response.StatusCode}");
            }
            catch (HttpRequestException e)
            {
                throw new NotificationException($"cannot be reached: {e.HttpRequestError}");
            }
            catch (IOException)
            {
                throw new NotificationException("the connection broke");
            }
        }
    }

    private static TimeSpan? Wait(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta is { } delta && delta <= Patience ? delta : null;

    private static async Task<string> Body(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
