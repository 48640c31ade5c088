using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Local.Tests.Api;

[Collection(HostCollection.Name)]
public sealed class BadInputTests(SharedHost shared)
{
    public static TheoryData<string, string, int> WrongSignals => new()
    {
        { "{", "body", 400 },
        { "{\"id\":\"a\" \"symbol\":\"AAPL\"}", "id", 400 },
        { Signals.With("quantity", "\"ten\""), "quantity", 400 },
        { Signals.With("quantity", "-1"), "quantity", 422 },
        { Signals.With("quantity", "0"), "quantity", 422 },
        { Signals.With("quantity", "1e20"), "quantity", 422 },
        { Signals.With("quantity", "1e300"), "quantity", 400 },
        { Signals.With("stopLoss", "-5"), "stopLoss", 422 },
        { Signals.With("priceTarget", "99999999999"), "priceTarget", 422 },
        { Signals.With("confidence", "1.5"), "confidence", 422 },
        { Signals.With("confidence", "\"NaN\""), "confidence", 400 },
        { Signals.With("action", "\"SHRUG\""), "action", 422 },
        { Signals.With("symbol", "\"aapl\""), "symbol", 422 },
        { Signals.With("symbol", "\"NOSUCH\""), "symbol", 422 },
        { Signals.With("timestamp", "\"yesterday\""), "timestamp", 422 },
        { Signals.With("timestamp", "\"2099-01-01T00:00:00Z\""), "timestamp", 422 },
        { Signals.With("timestamp", "\"1901-01-01T00:00:00Z\""), "timestamp", 422 },
        { Signals.With("metadata", "{\"a\":{}}"), "metadata.a", 400 },
        { Signals.With("colour", "1"), "colour", 400 },
        { "{}", "id", 422 },
    };

    [Theory]
    [MemberData(nameof(WrongSignals))]
    public async Task Execute_WrongSignal_NamesTheField(string body, string field, int status)
    {
        using var response = await shared.Host.Send(HttpMethod.Post, "/api/signals/execute", body);

        var problem = await Problem(response);
        ((int)response.StatusCode).ShouldBe(status, problem.ToJsonString());
        problem["errors"]!.AsArray().Select(e => e!["field"]!.GetValue<string>()).ShouldContain(field);
    }

    [Fact]
    public async Task Execute_SeveralWrongFields_ReportsThemTogether()
    {
        using var response = await shared.Host.Send(HttpMethod.Post, "/api/signals/execute", """{"id":"!","symbol":"aapl","action":"X","quantity":-1,"confidence":7,"strategyId":""}""");

        var problem = await Problem(response);
        problem["errors"]!.AsArray().Select(e => e!["field"]!.GetValue<string>()).ShouldBe(["id", "symbol", "action", "quantity", "confidence", "strategyId"], ignoreOrder: true);
    }

    [Fact]
    public async Task Execute_MutatedBodies_NeverFailOnTheServersSide()
    {
        var random = new Random(7);
        var original = Encoding.UTF8.GetBytes(Signals.Valid(symbol: "NOSUCH").ToJsonString());
        for (var i = 0; i < 400; i++)
        {
            var body = (byte[])original.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            using var response = await shared.Host.Http.PostAsync(i % 2 == 0 ? "/api/signals/execute" : "/api/signals", content);

            ((int)response.StatusCode).ShouldBeInRange(400, 499, Encoding.Latin1.GetString(body));
            (await Problem(response))["errors"]!.AsArray().ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task Plan_MutatedBodies_NeverFailOnTheServersSide()
    {
        var random = new Random(8);
        var original = Encoding.UTF8.GetBytes("""{"triggers":[{"name":"in","intent":"enter","conditions":[{"kind":"priceAbove","price":100},{"kind":"timeOfDay","from":"09:30:00","to":"15:00:00"}]}],"checkIntervalSeconds":60}""");
        for (var i = 0; i < 400; i++)
        {
            var body = (byte[])original.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            using var response = await shared.Host.Http.PutAsync("/api/monitors/NOSUCH/plan", content);

            ((int)response.StatusCode).ShouldBeInRange(400, 499, Encoding.Latin1.GetString(body));
        }
    }

    [Theory]
    [InlineData("""{"triggers":[null]}""", "triggers[0]")]
    [InlineData("""{"triggers":[{"name":"a","intent":"enter","conditions":[null]}]}""", "triggers[0].conditions[0]")]
    [InlineData("""{"triggers":[{"name":"a","intent":"nope","conditions":[]}]}""", "triggers[0].intent")]
    [InlineData("""{"triggers":[{"name":"a","intent":"enter","conditions":[{"kind":7}]}]}""", "triggers[0].conditions[0].kind")]
    [InlineData("""{"wrong":1}""", "wrong")]
    [InlineData("{}", "body")]
    public async Task Plan_WrongBody_NamesTheField(string body, string field)
    {
        using var response = await shared.Host.Send(HttpMethod.Put, "/api/monitors/AAPL/plan", body);

        var problem = await Problem(response);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        problem["errors"]![0]!["field"]!.GetValue<string>().ShouldBe(field, problem.ToJsonString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Execute_BodyOfTenMegabytes_IsRefusedAsTooLarge(bool chunked)
    {
        using var content = new ByteArrayContent(new byte[10 * 1024 * 1024]);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/signals/execute") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await shared.Host.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await Problem(response))["code"]!.GetValue<string>().ShouldBe("BODY_TOO_LARGE");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Execute_OtherContentType_IsRefused(string contentType)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await shared.Host.Http.PostAsync("/api/signals/execute", content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        await Problem(response);
    }

    [Theory]
    [InlineData("/api/nothing", "GET", 404)]
    [InlineData("/no-page", "GET", 404)]
    [InlineData("/api/orders", "POST", 405)]
    [InlineData("/api/signals/execute", "PUT", 405)]
    [InlineData("/api/orders?status=nonsense", "GET", 400)]
    [InlineData("/api/orders?limit=0", "GET", 400)]
    [InlineData("/api/orders?limit=1001", "GET", 400)]
    [InlineData("/api/orders?limit=1&limit=2", "GET", 400)]
    [InlineData("/api/orders?symbol=aapl", "GET", 400)]
    [InlineData("/api/orders?after=zzz", "GET", 400)]
    [InlineData("/api/orders?foo=1", "GET", 400)]
    [InlineData("/api/orders/nope", "GET", 404)]
    [InlineData("/api/orders/nope", "DELETE", 404)]
    [InlineData("/api/orders/a%20b", "GET", 400)]
    [InlineData("/api/signals/nope", "GET", 404)]
    [InlineData("/api/signals/%F0%9F%92%A9", "GET", 400)]
    [InlineData("/api/monitors/NOSUCH", "GET", 404)]
    [InlineData("/api/monitors/NOSUCH/stop", "POST", 404)]
    [InlineData("/api/monitors/NOSUCH/replace", "POST", 404)]
    [InlineData("/api/monitors/no%20such/replace", "POST", 400)]
    [InlineData("/api/monitors?all=maybe", "GET", 400)]
    [InlineData("/api/instances/nope", "GET", 404)]
    [InlineData("/api/instances/nope", "DELETE", 404)]
    [InlineData("/api/instances/nope/terminate", "POST", 404)]
    [InlineData("/api/instances?status=asleep", "GET", 400)]
    [InlineData("/api/queue/poison/nope/resend", "POST", 404)]
    [InlineData("/api/signals/execute?wait=-1", "POST", 400)]
    public async Task Request_ThatCannotBeServed_IsAnsweredWithAProblem(string path, string method, int status)
    {
        using var response = await shared.Host.Send(new HttpMethod(method), path);

        ((int)response.StatusCode).ShouldBe(status);
        await Problem(response);
    }

    [Theory]
    [InlineData("{}", 400, "body")]
    [InlineData("""{"symbol":"aapl"}""", 400, "symbol")]
    [InlineData("""{"symbol":7}""", 400, "symbol")]
    [InlineData("""{"symbol":"NOSUCH"}""", 422, "symbol")]
    [InlineData("""{"symbol":"AAPL","plan":1}""", 400, "plan")]
    [InlineData("[]", 400, "body")]
    public async Task StartOfAMonitor_ThatMakesNoSense_IsRefusedNamingTheField(string body, int status, string field)
    {
        using var response = await shared.Host.Send(HttpMethod.Post, "/api/monitors", body);

        ((int)response.StatusCode).ShouldBe(status);
        var problem = await Problem(response);
        problem["errors"]![0]!["field"]!.GetValue<string>().ShouldBe(field, problem.ToJsonString());
    }

    private static async Task<JsonNode> Problem(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        problem["status"]!.GetValue<int>().ShouldBe((int)response.StatusCode);
        problem["title"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        return problem;
    }
}
