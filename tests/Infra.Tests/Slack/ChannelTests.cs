using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Infra.Slack;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Http;

namespace TradingFunctions.Infra.Tests.Slack;

public sealed class ChannelTests : IDisposable
{
    private const string Token = "xoxb-secret-token";
    private readonly HttpClient http = new();

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task Webhook_SendsTheTextWithSlacksCharactersEscaped()
    {
        await using var slack = HttpStub.Start(_ => StubAnswer.Ok);
        var channel = new SlackWebhook(http, new Uri(slack.Address, "services/T0/B0/secret"), Severity.Info);

        await channel.Send(News(Severity.Critical, "AAPL <!channel> & co", repeats: 4), CancellationToken.None);

        var request = slack.Requests.ShouldHaveSingleItem();
        request.Path.ShouldBe("/services/T0/B0/secret");
        var text = (string)JsonNode.Parse(request.Text)!["text"]!;
        text.ShouldContain("AAPL &lt;!channel&gt; &amp; co");
        text.ShouldContain("×4");
        text.ShouldStartWith(":red_circle:");
    }

    [Fact]
    public async Task Api_PostsThenChangesItsMessageWhenTheMatterRepeats()
    {
        await using var slack = HttpStub.Start(_ => new StubAnswer(200, """{"ok":true,"ts":"1503435956.000247","channel":"C123"}"""));
        var channel = new SlackApi(http, Token, "#trading", Severity.Info, slack.Address, TimeProvider.System);

        await channel.Send(News(), CancellationToken.None);
        await channel.Send(News(repeats: 3), CancellationToken.None);

        slack.Requests.Select(request => request.Path).ShouldBe(["/chat.postMessage", "/chat.update"]);
        slack.Requests.ShouldAllBe(request => request.Headers["authorization"] == $"Bearer {Token}");
        var change = JsonNode.Parse(slack.Requests[1].Text)!;
        ((string)change["ts"]!).ShouldBe("1503435956.000247");
        ((string)change["channel"]!).ShouldBe("C123");
        ((string)change["text"]!).ShouldContain("×4");
    }

    [Fact]
    public async Task Api_WhenTheMessageIsGone_PostsAnew()
    {
        await using var slack = HttpStub.Start(request => new StubAnswer(200, request.Path == "/chat.update" ? """{"ok":false,"error":"message_not_found"}""" : """{"ok":true,"ts":"1.2","channel":"C1"}"""));
        var channel = new SlackApi(http, Token, "#trading", Severity.Info, slack.Address, TimeProvider.System);
        await channel.Send(News(), CancellationToken.None);

        await channel.Send(News(repeats: 2), CancellationToken.None);

        slack.Requests.Select(request => request.Path).ShouldBe(["/chat.postMessage", "/chat.update", "/chat.postMessage"]);
    }

    [Theory]
    [InlineData("""{"ok":false,"error":"channel_not_found"}""", "channel_not_found")]
    [InlineData("""{"ok":false,"error":"<script>"}""", "no reason given")]
    [InlineData("not json", "cannot be read")]
    [InlineData("null", "nothing")]
    public async Task Api_RefusedOrUnreadable_SaysSo(string answer, string expected)
    {
        await using var slack = HttpStub.Start(_ => new StubAnswer(200, answer));
        var channel = new SlackApi(http, Token, "#trading", Severity.Info, slack.Address, TimeProvider.System);

        (await Should.ThrowAsync<NotificationException>(channel.Send(News(), CancellationToken.None))).Message.ShouldContain(expected);
    }

    [Fact]
    public async Task Signed_CanBeCheckedByTheReceiver()
    {
        await using var receiver = HttpStub.Start(_ => StubAnswer.Ok);
        var channel = new SignedWebhook(http, new Uri(receiver.Address, "hook"), "shared", Severity.Info, TimeProvider.System);

        await channel.Send(News(Severity.Warning), CancellationToken.None);

        var request = receiver.Requests.ShouldHaveSingleItem();
        var signed = Encoding.UTF8.GetBytes($"{request.Headers[SignedWebhook.TimestampHeader]}.{request.Text}");
        request.Headers[SignedWebhook.SignatureHeader].ShouldBe("v1=" + Convert.ToHexStringLower(HMACSHA256.HashData("shared"u8, signed)));
        var body = JsonNode.Parse(request.Text)!;
        ((string)body["severity"]!).ShouldBe("warning");
        ((string)body["title"]!).ShouldBe("title");
        ((int)body["repeats"]!).ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task Delivery_RefusedByTheServer_NamesTheStatusAndNotTheAddress(int status)
    {
        await using var server = HttpStub.Start(_ => new StubAnswer(status));
        var channel = new SlackWebhook(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }), new Uri(server.Address, "services/very-secret"), Severity.Info);

        var failure = await Should.ThrowAsync<NotificationException>(channel.Send(News(), CancellationToken.None));

        failure.Message.ShouldBe($"answered {status}");
        failure.ToString().ShouldNotContain("very-secret");
    }

    [Fact]
    public async Task Delivery_NobodyThere_SaysSoWithoutTheAddress()
    {
        await using var server = HttpStub.Start(_ => StubAnswer.Ok);
        var address = new Uri(server.Address, "services/very-secret");
        await server.DisposeAsync();

        var failure = await Should.ThrowAsync<NotificationException>(new SlackWebhook(http, address, Severity.Info).Send(News(), CancellationToken.None));

        failure.Message.ShouldContain("cannot be reached");
        failure.ToString().ShouldNotContain("very-secret");
    }

    [Fact]
    public async Task Delivery_ToldToWait_TriesOnceMore()
    {
        var calls = 0;
        await using var server = HttpStub.Start(_ => Interlocked.Increment(ref calls) == 1 ? new StubAnswer(429, RetryAfter: "0") : StubAnswer.Ok);

        await new SlackWebhook(http, server.Address, Severity.Info).Send(News(), CancellationToken.None);

        calls.ShouldBe(2);
    }

    private static Notice News(Severity severity = Severity.Info, string text = "text", int repeats = 1) => new(new Notification(severity, "key", "title", text), repeats);
}
