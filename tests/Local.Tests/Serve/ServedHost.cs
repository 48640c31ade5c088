using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;

namespace TradingFunctions.Local.Tests.Serve;

/// <summary>A host as the command line starts it: its own data directory, a free port, the simulated market.</summary>
public sealed class ServedHost : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly StringWriter error = new();
    private readonly bool ownsData;
    private Task<int> exit = Task.FromResult(0);

    private ServedHost(string? data)
    {
        ownsData = data is null;
        Data = data ?? Path.Combine(Path.GetTempPath(), $"trading-{Guid.NewGuid():N}");
    }

    public string Data { get; }

    public HttpClient Http { get; private set; } = new();

    public string Key => File.ReadAllText(Path.Combine(Data, "function.key")).Trim();

    /// <summary>What the host wrote to standard error.</summary>
    public string Said
    {
        get
        {
            lock (error)
            {
                return error.ToString();
            }
        }
    }

    public static async Task<ServedHost> Start(string? data = null, params string[] arguments)
    {
        var host = new ServedHost(data);
        var console = new CliConsole(TextWriter.Null, TextWriter.Synchronized(host.error), TextReader.Null);
        host.exit = Task.Run(() => CommandLine.Run(["serve", "--port", "0", "--data", host.Data, .. arguments], console, host.stop.Token));
        var url = await host.Until(() => Task.FromResult(UrlIn(host.Said)));
        host.Http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) };
        host.Http.DefaultRequestHeaders.Add("x-functions-key", host.Key);
        await host.Until(async () => (await host.Http.GetAsync("/api/health/ready")).StatusCode == HttpStatusCode.OK ? "ready" : null);
        return host;
    }

    /// <summary>Waits for something to become true of the host.</summary>
    public async Task<T> Until<T>(Func<Task<T?>> probe) where T : class
    {
        for (var i = 0; i < 1200; i++)
        {
            if (exit.IsCompleted)
            {
                throw new InvalidOperationException($"The host ended with {await exit}: {Said}");
            }

            if (await probe() is { } value)
            {
                return value;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"It did not happen in two minutes: {Said}");
    }

    public async Task<JsonNode> Get(string path)
    {
        using var response = await Http.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, string? body = null, string contentType = "application/json") =>
        Http.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, contentType) });

    /// <returns>The exit code.</returns>
    public async Task<int> Stop()
    {
        await stop.CancelAsync();
        return await exit;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Http.Dispose();
        stop.Dispose();
        if (ownsData && Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }
    }

    private static string? UrlIn(string text)
    {
        var at = text.IndexOf("http://", StringComparison.Ordinal);
        var end = at < 0 ? -1 : text.IndexOf('\n', at);
        return end < 0 ? null : text[at..end].Trim();
    }
}

/// <summary>One host for all tests that only talk to it.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public ServedHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await ServedHost.Start();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class HostCollection : ICollectionFixture<SharedHost>
{
    public const string Name = "served host";
}
