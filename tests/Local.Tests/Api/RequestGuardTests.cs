using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Tests.Api;

public sealed class RequestGuardTests
{
    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new InvalidOperationException("secret detail"), 500, "UNEXPECTED" },
        { new StoreException(StoreFailure.Full, "store.db", "no room left.", "Free some."), 503, "STORE_UNAVAILABLE" },
        { new MarketDataException("away"), 503, "MARKET_DATA_UNAVAILABLE" },
        { new BrokerException("away"), 503, "BROKER_UNAVAILABLE" },
        { new BadHttpRequestException("bad chunk", 400), 400, "BAD_REQUEST" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Invoke_HandlerThrows_AnswersWithAProblem(Exception failure, int status, string code)
    {
        var http = new DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;

        await RequestGuard.Invoke(http, _ => throw failure);

        var problem = JsonNode.Parse(body.ToArray())!;
        http.Response.StatusCode.ShouldBe(status);
        http.Response.ContentType.ShouldBe(Problems.ContentType);
        problem["code"]!.GetValue<string>().ShouldBe(code);
        problem.ToJsonString().ShouldNotContain("secret detail");
        (problem["traceId"] is not null).ShouldBe(code is "UNEXPECTED" or "STORE_UNAVAILABLE");
    }

    [Fact]
    public async Task Invoke_CallerWentAway_AnswersNothing()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        var http = new DefaultHttpContext { RequestAborted = gone.Token };

        await RequestGuard.Invoke(http, _ => throw new OperationCanceledException());

        http.Response.StatusCode.ShouldBe(StatusCodes.Status200OK);
    }
}
