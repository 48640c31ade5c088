using System.Net;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Api;

[Collection(HostCollection.Name)]
public sealed class KeyTests(SharedHost shared)
{
    [Fact]
    public async Task Request_WithoutKey_IsRefused() => (await Status("/api/orders")).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task Request_WithWrongKey_IsRefused(string key) => (await Status("/api/orders", header: key)).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Request_WithHeader_Passes() => (await Status("/api/orders", header: shared.Host.Key)).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Request_WithCode_Passes() => (await Status($"/api/orders?code={shared.Host.Key}")).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Request_WithBoth_GoesByTheHeader()
    {
        (await Status($"/api/orders?code={shared.Host.Key}", header: "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        (await Status("/api/orders?code=wrong", header: shared.Host.Key)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/api/health/live")]
    [InlineData("/api/health/ready")]
    [InlineData("/api/openapi.json")]
    public async Task OpenAddress_WithoutKey_Answers(string path) => (await Status(path)).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Request_WithForeignHostHeader_IsRefused() => (await Status("/api/health/live", host: "evil.example")).ShouldBe(HttpStatusCode.BadRequest);

    private async Task<HttpStatusCode> Status(string path, string? header = null, string? host = null)
    {
        using var http = new HttpClient { BaseAddress = shared.Host.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("x-functions-key", header);
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
