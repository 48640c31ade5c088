using System.Collections.Concurrent;
using System.Net;

namespace TradingFunctions.TestKit.Http;

/// <summary>A request that a stub was sent.</summary>
public sealed record StubRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    /// <summary>Of the address, with its question mark; empty without one.</summary>
    public string Query { get; init; } = string.Empty;
}

/// <summary>How a stub answers.</summary>
public sealed record StubAnswer(int Status, string Body = "", string ContentType = "application/json", string? RetryAfter = null)
{
    public static readonly StubAnswer Ok = new(200);
}

/// <summary>A server on the loopback address that notes what it is sent and answers as a test says.</summary>
public sealed class HttpStub : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<StubRequest> requests = new();
    private readonly Func<StubRequest, Task<StubAnswer>> answer;
    private readonly Task serving;

    private HttpStub(int port, Func<StubRequest, Task<StubAnswer>> answer)
    {
        this.answer = answer;
        Address = new Uri($"http://127.0.0.1:{port}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = Serve();
    }

    public Uri Address { get; }

    /// <summary>In the order of their arrival.</summary>
    public StubRequest[] Requests => [.. requests];

    public static HttpStub Start(Func<StubRequest, StubAnswer> answer) => Start(request => Task.FromResult(answer(request)));

    public static HttpStub Start(Func<StubRequest, Task<StubAnswer>> answer)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new HttpStub(FreePort(), answer);
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                // Somebody else took the port in between.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            try
            {
                _ = Handle(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Handle(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var headers = context.Request.Headers.AllKeys.ToDictionary(key => key!.ToLowerInvariant(), key => context.Request.Headers[key]!, StringComparer.Ordinal);
            var request = new StubRequest(context.Request.HttpMethod, context.Request.Url!.AbsolutePath, headers, body.ToArray()) { Query = context.Request.Url.Query };
            requests.Enqueue(request);
            var given = await answer(request);
            context.Response.StatusCode = given.Status;
            context.Response.ContentType = given.ContentType;
            if (given.RetryAfter is not null)
            {
                context.Response.Headers["Retry-After"] = given.RetryAfter;
            }

            await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(given.Body));
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The client, or the test, has gone.
        }
    }
}
