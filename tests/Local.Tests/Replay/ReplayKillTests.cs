using System.Diagnostics;
using System.Text.Json;
using Xunit.Abstractions;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>The host as a user starts it, killed by the operating system and started again.</summary>
public sealed class ReplayKillTests(ITestOutputHelper output)
{
    private const int Kills = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task ReplayCommand_KilledAndStartedAgain_EndsWithTheSameDecisions()
    {
        using var folder = new TempFolder();
        var bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 6, sessions: 2));
        var whole = await RunToEnd(["replay", "--bars", bars, "--json"]);
        string[] resumable = ["replay", "--bars", bars, "--state", folder["state"], "--json"];
        var random = new Random(20240304);

        var killed = 0;
        while (killed < Kills && await KillWhileItWorks(resumable, folder["state"], TimeSpan.FromMilliseconds(random.Next(50, 500))))
        {
            killed++;
        }

        var resumed = await RunToEnd(resumable);
        output.WriteLine($"Killed {killed} times.");
        killed.ShouldBeGreaterThan(0);
        Member(resumed, "decisionHash").ShouldBe(Member(whole, "decisionHash"));
        foreach (var member in new[] { "alerts", "checks", "orders", "decisions", "denied", "endEquity", "realizedPnl", "fees" })
        {
            Member(resumed, member).ShouldBe(Member(whole, member), member);
        }

        Member(resumed, "alertsLost").ShouldBe("0");
        Member(resumed, "alertsUnhandled").ShouldBe("0");
        Member(resumed, "duplicateOrders").ShouldBe("0");
        Member(resumed, "booksDiffer").ShouldBe("[]");
    }

    /// <returns>False when the process had done its work before.</returns>
    private static async Task<bool> KillWhileItWorks(string[] arguments, string state, TimeSpan after)
    {
        using var process = Start(arguments);
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var began = Bytes(state);
        while (Bytes(state) == began && !process.HasExited)
        {
            await Task.Delay(5, patience.Token);
        }

        // Any moment will do: what it hits is not what is judged.
        await Task.WhenAny(process.WaitForExitAsync(patience.Token), Task.Delay(after, patience.Token));
        process.Kill();
        await process.WaitForExitAsync(patience.Token);
        var isKilled = process.ExitCode != 0;
        string.IsNullOrEmpty(await output).ShouldBe(isKilled);
        return isKilled;
    }

    private static async Task<JsonElement> RunToEnd(string[] arguments)
    {
        using var process = Start(arguments);
        using var patience = new CancellationTokenSource(Patience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill();
        }

        process.ExitCode.ShouldBe(0, await errors);
        return JsonElement.Parse(await output);
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "TradingFunctions.Local.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Bytes of all files of a directory that may not be there yet.</summary>
    private static long Bytes(string directory) =>
        Directory.Exists(directory) ? new DirectoryInfo(directory).EnumerateFiles().Sum(file => file.Exists ? file.Length : 0) : 0;

    private static string Member(JsonElement report, string name) => report.GetProperty(name).GetRawText();
}
