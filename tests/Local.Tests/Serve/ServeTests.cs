using System.Net;
using System.Net.Sockets;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Api;

namespace TradingFunctions.Local.Tests.Serve;

public sealed class ServeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(TempFolder.Root(), $"serve-{Guid.NewGuid():N}"));

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_StoppedAndStartedAgain_GoesOnWhereItWas()
    {
        var body = Signals.Valid(symbol: "JPM").ToJsonString();
        string answer;
        DateTime stoppedUtc;
        await using (var first = await ServedHost.Start(folder.FullName))
        {
            answer = await Text(first, body);
            stoppedUtc = (await first.Get("/api/health/ready"))["nowUtc"]!.GetValue<DateTime>();
            (await first.Stop()).ShouldBe(ExitCodes.Ok);
        }

        await using var second = await ServedHost.Start(folder.FullName);

        (await Text(second, body)).ShouldBe(answer);
        (await second.Get("/api/health/ready"))["nowUtc"]!.GetValue<DateTime>().ShouldBeGreaterThanOrEqualTo(stoppedUtc);
    }

    [Fact]
    public async Task Serve_Banner_NamesUrlDirectoryAndModeButNotTheKey()
    {
        await using var host = await ServedHost.Start(folder.FullName);

        host.Said.ShouldContain(host.Http.BaseAddress!.ToString().TrimEnd('/'));
        host.Said.ShouldContain(folder.FullName);
        host.Said.ShouldContain("SIMULATED MARKET, 60x");
        host.Said.ShouldNotContain(host.Key);
    }

    [Fact]
    public async Task Serve_SecondHostOnOneDirectory_Refuses()
    {
        await using var first = await ServedHost.Start(folder.FullName);

        var (code, error) = await Run("--port", "0", "--data", folder.FullName);

        code.ShouldBe(ExitCodes.Failure);
        error.ShouldContain("another host");
        (await first.Http.GetAsync("/api/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("store.db")]
    [InlineData("engine.db")]
    [InlineData("queue.db")]
    [InlineData("exchange.db")]
    public async Task Serve_OnADamagedFile_RefusesAndLeavesItAsItIs(string file)
    {
        var path = Path.Combine(folder.FullName, file);
        var damaged = Enumerable.Range(0, 16_384).Select(i => unchecked((byte)(i * 31))).ToArray();
        await File.WriteAllBytesAsync(path, damaged);

        var (code, error) = await Run("--port", "0", "--data", folder.FullName);

        code.ShouldBe(ExitCodes.Failure, error);
        error.ShouldContain(file);
        error.ShouldNotContain("   at ");
        (await File.ReadAllBytesAsync(path)).ShouldBe(damaged);
    }

    [Fact]
    public async Task Serve_DirectoryIsAFile_SaysSo()
    {
        var file = Path.Combine(folder.FullName, "data");
        await File.WriteAllTextAsync(file, "x");

        var (code, error) = await Run("--port", "0", "--data", file);

        code.ShouldBe(ExitCodes.Failure);
        error.ShouldContain(file);
    }

    [Fact]
    public async Task Serve_PortInUse_SaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (code, error) = await Run("--port", port.ToString(), "--data", folder.FullName);

        code.ShouldBe(ExitCodes.Failure);
        error.ShouldContain($"Port {port} cannot be used");
    }

    private static async Task<string> Text(ServedHost host, string body)
    {
        using var response = await host.Send(HttpMethod.Post, "/api/signals/execute", body);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<(int Code, string Error)> Run(params string[] arguments)
    {
        using var error = new StringWriter();
        var code = await CommandLine.Run(["serve", .. arguments], new CliConsole(TextWriter.Null, error, TextReader.Null), CancellationToken.None);
        return (code, error.ToString());
    }
}
