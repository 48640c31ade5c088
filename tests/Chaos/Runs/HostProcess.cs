using System.Diagnostics;
using TradingFunctions.Chaos.Hosting;
using TradingFunctions.Chaos.Mutants;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Chaos.Runs;

/// <summary>A host in a process of its own, to be killed.</summary>
internal static class HostProcess
{
    private const string ReadyLine = "ready";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a host until it is killed.</summary>
    public static async Task Run(HostSetup setup)
    {
        await using var host = new ChaosHost(setup, CrashPlan.None, Mutation.None);
        await host.Ready;
        Console.WriteLine(ReadyLine);
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts a host, and ends it with SIGKILL: mostly while it trades, now and then while it starts.</summary>
    public static async Task RunAndKill(HostSetup setup, Random random)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HostProcess).Assembly.Location, "--host", setup.Directory, setup.Broker, setup.Address.ToString(), setup.Key])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The host's process did not start.");
        if (random.Next(5) == 0)
        {
            await Task.Delay(random.Next(100, 700));
        }
        else
        {
            await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            await Task.Delay(random.Next(0, 500));
        }

        process.Kill();
        await process.WaitForExitAsync();
    }
}
