using System.Diagnostics;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Tests.Telemetry;
using TradingFunctions.TestKit.Http;

namespace TradingFunctions.Local.Tests.Cli;

/// <summary>People are told: by the command in a process of its own, and by a host that trades, at stubs of Slack and of a receiver of webhooks.</summary>
public sealed class NotifyTests : IDisposable
{
    private const string HookPath = "/services/T000/B000/very-secret-hook";
    private const string Posted = """{"ok":true,"ts":"1503435956.000247","channel":"C123"}""";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Test_ReachesTheWebhookTheWebApiAndTheGenericReceiver()
    {
        await using var slack = HttpStub.Start(request => new StubAnswer(200, request.Path == HookPath ? "ok" : Posted));
        await using var receiver = HttpStub.Start(_ => StubAnswer.Ok);

        var (code, output, error) = await Run(Environment(slack, receiver), "notify", "test", "--json");

        code.ShouldBe(ExitCodes.Ok, error);
        JsonNode.Parse(output)!.AsArray().Select(row => $"{row!["channel"]} {row["told"]}").ShouldBe(["slack-webhook true", "slack true", "webhook true"]);
        var hook = slack.Requests.Single(request => request.Path == HookPath);
        ((string)JsonNode.Parse(hook.Text)!["text"]!).ShouldContain("Sent by 'notify test'");
        var post = slack.Requests.Single(request => request.Path == "/api/chat.postMessage");
        post.Headers["authorization"].ShouldBe("Bearer xoxb-very-secret");
        ((string)JsonNode.Parse(post.Text)!["channel"]!).ShouldBe("#trading");
        var body = JsonNode.Parse(receiver.Requests.ShouldHaveSingleItem().Text)!;
        ((string)body["severity"]!, (string)body["title"]!).ShouldBe(("critical", "Test of notifications"));
        receiver.Requests[0].Headers["x-trading-signature"].ShouldStartWith("v1=");
    }

    [Fact]
    public async Task Test_WhereAChannelRefuses_SaysWhichAndWhy_AndEndsWithOne()
    {
        await using var slack = HttpStub.Start(request => request.Path == HookPath ? new StubAnswer(404) : new StubAnswer(200, """{"ok":false,"error":"channel_not_found"}"""));
        await using var receiver = HttpStub.Start(_ => StubAnswer.Ok);

        var (code, output, error) = await Run(Environment(slack, receiver), "notify", "test");

        code.ShouldBe(ExitCodes.Failure);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ShouldBe(["fail slack-webhook answered 404", "fail slack Slack refused it: channel_not_found", "ok webhook told"]);
        (output + error).ShouldNotContain("very-secret");
    }

    [Fact]
    public async Task Test_WithNobodyToTell_SaysWhatToSet()
    {
        var (code, _, error) = await Run(new Dictionary<string, string>(StringComparer.Ordinal), "notify", "test");

        code.ShouldBe(ExitCodes.Usage);
        error.ShouldContain("notify.slack or notify.webhook");
    }

    [Fact]
    public async Task Host_TellsItsFills_CountsAndNamesTheChannelThatFails_AndTradesOn()
    {
        await using var slack = HttpStub.Start(request => new StubAnswer(200, request.Path == HookPath ? "ok" : Posted));
        await using var receiver = HttpStub.Start(_ => new StubAnswer(500));
        var environment = Environment(slack, receiver);
        environment["TRADING__NOTIFY__WEBHOOK__LEAST"] = "Info";
        await using var host = await HostProcess.Start(folder["data"], environment);

        // The pipeline trades by itself; every fill is news.
        await HostProcess.Until(
            () => slack.Requests.Any(request => request.Path == HookPath) && slack.Requests.Any(request => request.Path == "/api/chat.postMessage") && receiver.Requests.Length > 0 ? "told" : null,
            () => host.Said);
        var counted = await HostProcess.Until(async () => (await host.Get("/api/metrics"))["notifications"] is { } rows && Count(rows, "webhook", "failed") > 0 && Count(rows, "slack", "sent") > 0 ? rows : null);

        Count(counted, "webhook", "sent").ShouldBe(0);
        Count(counted, "slack", "failed").ShouldBe(0);
        await HostProcess.Until(() => host.Said.Contains("was not told on webhook: answered 500", StringComparison.Ordinal) ? "told" : null, () => host.Said);
        host.Said.ShouldNotContain("very-secret");
        (await host.Get("/api/orders?status=filled"))["items"]!.AsArray().ShouldNotBeEmpty();
    }

    private static long Count(JsonNode rows, string channel, string outcome) =>
        rows.AsArray().Where(row => (string)row!["channel"]! == channel && (string)row["outcome"]! == outcome).Sum(row => (long)row!["count"]!);

    private static Dictionary<string, string> Environment(HttpStub slack, HttpStub receiver) => new(StringComparer.Ordinal)
    {
        ["TRADING__NOTIFY__SLACK__WEBHOOK"] = new Uri(slack.Address, HookPath).ToString(),
        ["TRADING__NOTIFY__SLACK__TOKEN"] = "xoxb-very-secret",
        ["TRADING__NOTIFY__SLACK__CHANNEL"] = "#trading",
        ["TRADING__NOTIFY__SLACK__API"] = new Uri(slack.Address, "api/").ToString(),
        ["TRADING__NOTIFY__WEBHOOK__URL"] = new Uri(receiver.Address, "hooks/very-secret").ToString(),
        ["TRADING__NOTIFY__WEBHOOK__SECRET"] = "shared",
    };

    /// <summary>The program as a person starts it.</summary>
    private static async Task<(int Code, string Output, string Error)> Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
