using System.Diagnostics;
using System.Text.Json.Nodes;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>What the build puts into the assembly where Node is missing, or fails.</summary>
public sealed class NodeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("node");

    public NodeTests()
    {
        // What the build runs commands with.
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "sh"), "/bin/sh");
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Build_WithoutNode_PutsInThePageThatSaysWhatIsMissing_AlsoInPlaceOfAnOlderPage()
    {
        var output = folder.CreateSubdirectory("web");
        await File.WriteAllTextAsync(Path.Combine(output.FullName, "app.js"), "// of older sources");

        var (exit, items, said) = await Embed(output.FullName);

        exit.ShouldBe(0, said);
        var page = items.ShouldHaveSingleItem(said)!;
        ((string)page["LogicalName"]!).ShouldBe("web/index.html");
        (await File.ReadAllTextAsync((string)page["FullPath"]!)).ShouldContain("Install Node 20 or newer");
    }

    [Fact]
    public async Task Build_WhereThePageCannotBeBundled_Fails()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var command = Path.Combine(folder.FullName, "node");
        await File.WriteAllTextAsync(command, "#!/bin/sh\nexit 3\n");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        // A stamp of packages that are newer than what they are made from: none are looked for.
        var packages = Path.Combine(folder.FullName, "packages");
        await File.WriteAllTextAsync(packages, string.Empty);
        var (exit, _, said) = await Embed(folder.CreateSubdirectory("web").FullName, $"-p:WebPackages={packages}");

        exit.ShouldNotBe(0);
        said.ShouldContain("ended with 3");
    }

    /// <summary>Runs the target that chooses what is embedded, with a PATH that leads nowhere else.</summary>
    private async Task<(int Exit, JsonArray Items, string Said)> Embed(string output, params string[] more)
    {
        var start = new ProcessStartInfo(Dotnet()) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = folder.FullName;
        foreach (var argument in (string[])["msbuild", Path.Combine(Repository.Root, "functions", "Dashboard", "TradingFunctions.Dashboard.csproj"), "-t:EmbedDashboard", "-getItem:EmbeddedResource", $"-p:WebOutput={output}/", "-nodeReuse:false", .. more])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var items = process.ExitCode == 0 ? JsonNode.Parse(said[said.IndexOf('{')..])!["Items"]!["EmbeddedResource"]!.AsArray() : [];
        return (process.ExitCode, items, said + await error);
    }

    private static string Dotnet() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(place => Path.Combine(place, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")).First(File.Exists);
}
