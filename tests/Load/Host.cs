using System.Diagnostics;
using TradingFunctions.Local.Cli;

namespace TradingFunctions.Load;

/// <summary>A host in its own process, on its own data.</summary>
internal sealed class Host : IAsyncDisposable
{
    private readonly string data = Path.Combine(Path.GetTempPath(), $"trading-load-{Guid.NewGuid():N}");
    private readonly Process process;

    private Host(int port)
    {
        Address = new Uri($"http://127.0.0.1:{port}");
        process = Start(typeof(CommandLine).Assembly.Location, "serve", "--port", $"{port}", "--data", data);
    }

    public Uri Address { get; }

    public string Key => File.ReadAllText(Path.Combine(data, "function.key")).Trim();

    public HttpClient Http { get; private set; } = new();

    /// <summary>Ready, with the market open.</summary>
    public static async Task<Host> Start(int port)
    {
        var host = new Host(port);
        host.Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = host.Address };
        for (var i = 0; i < 600; i++)
        {
            await Task.Delay(100);
            if (await host.IsOpen())
            {
                host.Http.DefaultRequestHeaders.Add("x-functions-key", host.Key);
                return host;
            }
        }

        throw new TimeoutException("The host did not come up within a minute.");
    }

    /// <summary>Runs a .NET program beside this one.</summary>
    public static Process Start(string assembly, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private async Task<bool> IsOpen()
    {
        try
        {
            var ready = await Http.GetStringAsync("/api/health/ready");
            return string.CompareOrdinal(ready.Split("\"nowUtc\":\"")[1][..16], "2006-01-03T14:31") >= 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
