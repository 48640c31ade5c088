using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Sessions;

[Collection(HostCollection.Name)]
public sealed class SessionTests : IDisposable
{
    private readonly ServedHost host;
    private readonly HttpClient browser;

    public SessionTests(SharedHost shared)
    {
        host = shared.Host;
        browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = host.Http.BaseAddress };
    }

    public void Dispose() => browser.Dispose();

    [Fact]
    public async Task Link_OfTheBanner_SignsInOnce()
    {
        await using var own = await ServedHost.Start();
        var link = own.Said.Split('\n').Single(line => line.Contains("/sign-in?once=", StringComparison.Ordinal)).Trim();
        using var first = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var second = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using var used = await first.GetAsync(link);
        using var again = await second.GetAsync(link);

        used.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        used.Headers.Location!.ToString().ShouldBe("/");
        var cookie = used.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        again.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Session_ReadsTheApi()
    {
        await SignIn();

        (await browser.GetAsync("/api/portfolio")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Write_WithoutTheToken_IsRefused()
    {
        await SignIn();

        (await Code(HttpMethod.Post, "/api/queue/poison/x/resend", token: null)).ShouldBe("ANTI_FORGERY");
    }

    [Fact]
    public async Task Write_WithTheTokenOfAnotherSession_IsRefused()
    {
        var other = await SignIn();
        using var second = new HttpClient { BaseAddress = host.Http.BaseAddress };
        await second.PostAsJsonAsync("/session", new { key = host.Key });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/queue/poison/x/resend") { Headers = { { "x-anti-forgery", other } } };

        (await second.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Write_WithTheToken_Passes() => (await Code(HttpMethod.Post, "/api/queue/poison/x/resend", await SignIn())).ShouldBe("NOT_FOUND");

    [Fact]
    public async Task Request_OfAPageOfAnotherPort_IsRefused()
    {
        var token = await SignIn();

        (await Code(HttpMethod.Post, "/api/queue/poison/x/resend", token, "http://127.0.0.1:1")).ShouldBe("FOREIGN_ORIGIN");
        (await Code(HttpMethod.Get, "/api/portfolio", token, "http://127.0.0.1:1")).ShouldBe("FOREIGN_ORIGIN");
    }

    [Theory]
    [InlineData("""{"key":"wrong"}""", 422)]
    [InlineData("""{"key":""}""", 422)]
    [InlineData("""{"key":null}""", 400)]
    [InlineData("""{}""", 400)]
    [InlineData("""[""", 400)]
    public async Task SignIn_WithAnythingButTheKey_IsRefusedAtTheField(string body, int status)
    {
        using var response = await browser.PostAsync("/session", new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

        ((int)response.StatusCode).ShouldBe(status);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!["field"]).ShouldBe("key");
    }

    [Fact]
    public async Task SignOut_EndsIt()
    {
        await SignIn();

        (await browser.DeleteAsync("/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await browser.GetAsync("/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("/api/portfolio")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Page_NeedsNoSession_AndCarriesAStrictPolicy()
    {
        using var response = await browser.GetAsync("/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        (await response.Content.ReadAsStringAsync()).ShouldContain("TradingFunctions");
    }

    [Fact]
    public async Task Page_KnownToTheBrowser_IsNotSentAgain()
    {
        using var first = await browser.GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        (await browser.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    private async Task<string> SignIn()
    {
        using var response = await browser.PostAsJsonAsync("/session", new { key = host.Key });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["antiForgery"]!;
    }

    private async Task<string?> Code(HttpMethod method, string path, string? token, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Add("x-anti-forgery", token);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await browser.SendAsync(request);
        return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"];
    }
}
