using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;

namespace TradingFunctions.Local.Tests.Telemetry;

/// <summary>A host in a process of its own: with environment variables of its own, and it can be killed.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();

    private HostProcess(string data, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        Data = data;
        // Whoever runs the tests from a script's background has them ignore Ctrl-C, and their children with them.
        string[] listening = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,QUIT"] : [];
        string[] words = [.. listening, "dotnet", typeof(CommandLine).Assembly.Location, "serve", "--port", "0", "--data", data, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public string Data { get; }

    public HttpClient Http { get; private set; } = new();

    public string Key => File.ReadAllText(Path.Combine(Data, "function.key")).Trim();

    /// <summary>Everything that it wrote.</summary>
    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    /// <summary>Ready, with the market open.</summary>
    public static async Task<HostProcess> Start(string data, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var host = new HostProcess(data, environment, arguments);
        await Until(() => host.process.HasExited || host.Url() is not null ? host : null);
        if (host.process.HasExited)
        {
            return host;
        }

        host.Http = new HttpClient { BaseAddress = new Uri(host.Url()!), Timeout = TimeSpan.FromSeconds(60) };
        host.Http.DefaultRequestHeaders.Add("x-functions-key", host.Key);
        await Until(async () => (await host.Http.GetAsync("/api/health/ready")).StatusCode == HttpStatusCode.OK ? host : null);
        await Until(async () => (bool)(await host.Get("/api/live/snapshot"))["set"]!["host"]!["host"]!["isOpen"]! ? host : null);
        return host;
    }

    public async Task<JsonNode> Get(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!;

    public async Task<JsonNode> Post(string path, JsonNode body, string? traceparent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (traceparent is not null)
        {
            request.Headers.Add("traceparent", traceparent);
        }

        using var response = await Http.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>As a power cut would.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>As Ctrl-C would.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Interrupt()
    {
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    /// <returns>The exit code of a process that ends by itself.</returns>
    public async Task<int> Exit()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public static Task<T> Until<T>(Func<T?> probe, Func<string>? describe = null) where T : class => Until(() => Task.FromResult(probe()), describe);

    /// <param name="describe">What there was instead, for the message.</param>
    public static async Task<T> Until<T>(Func<Task<T?>> probe, Func<string>? describe = null) where T : class
    {
        for (var i = 0; i < 900; i++)
        {
            if (await probe() is { } value)
            {
                return value;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"It did not happen in a minute and a half. {describe?.Invoke()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        Http.Dispose();
        process.Dispose();
    }

    private void Note(string? line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }
    }

    private string? Url()
    {
        var text = Said;
        var at = text.IndexOf("http://127.0.0.1:", StringComparison.Ordinal);
        var end = at < 0 ? -1 : text.IndexOf('\n', at);
        return end < 0 ? null : text[at..end].Trim();
    }
}
