using System.Diagnostics;

namespace TradingFunctions.Benchmarks.Signals;

/// <summary>A server in a process of its own, as a client meets it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Process process;

    private ServerProcess(Process process, Uri url) => (this.process, Url) = (process, url);

    public Uri Url { get; }

    /// <summary>Processor time that the server has used up to now.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits for the line that names its address.</summary>
    public static async Task<ServerProcess> Start(string assembly, params string[] arguments)
    {
        var started = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        DataReceivedEventHandler read = (_, e) =>
        {
            var at = e.Data?.IndexOf("http://", StringComparison.Ordinal) ?? -1;
            if (at >= 0)
                said.TrySetResult(new Uri(e.Data![at..].Trim()));
        };
        started.OutputDataReceived += read;
        started.ErrorDataReceived += read;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return new ServerProcess(started, await said.Task.WaitAsync(StartLimit));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
