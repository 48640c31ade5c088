using System.Net;
using System.Text.Json.Nodes;

namespace TradingFunctions.Local.Tests.Api;

/// <summary>PATCH /api/orders/{id}.</summary>
public sealed class ReplaceTests
{
    [Fact]
    public async Task Replace_WorkingOrder_AnswersWithTheOneInItsPlace()
    {
        await using var bench = await ApiBench.Open(new());
        var id = await Working(bench);

        var (status, answer) = await bench.Send(HttpMethod.Patch, $"/api/orders/{id}", new JsonObject { ["limitPrice"] = 97m });

        status.ShouldBe(HttpStatusCode.Accepted, answer.ToJsonString());
        answer["replaced"]!.GetValue<string>().ShouldBe(id);
        answer["order"]!["limitPrice"]!.GetValue<decimal>().ShouldBe(97m);
        answer["order"]!["status"]!.GetValue<string>().ShouldBe("working");
        (await bench.Send(HttpMethod.Get, $"/api/orders/{id}")).Answer["status"]!.GetValue<string>().ShouldBe("canceled");
        (await bench.Send(HttpMethod.Patch, $"/api/orders/{id}", new JsonObject { ["limitPrice"] = 96m })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("{}", "limitPrice", 422)]
    [InlineData("""{"limitPrice":0}""", "limitPrice", 422)]
    [InlineData("""{"limitPrice":-1}""", "limitPrice", 422)]
    [InlineData("""{"limitPrice":99999999}""", "limitPrice", 422)]
    [InlineData("""{"limitPrice":97,"quantity":0}""", "quantity", 422)]
    [InlineData("""{"limitPrice":97,"market":true}""", "limitPrice", 422)]
    [InlineData("""{"limitPrice":"much"}""", "limitPrice", 400)]
    [InlineData("""{"price":97}""", "price", 400)]
    public async Task Replace_WrongBody_NamesTheField(string body, string field, int status)
    {
        await using var bench = await ApiBench.Open(new());
        var id = await Working(bench);

        var (answered, problem) = await bench.Send(HttpMethod.Patch, $"/api/orders/{id}", JsonNode.Parse(body));

        ((int)answered).ShouldBe(status, problem.ToJsonString());
        problem["errors"]!.AsArray().Select(error => error!["field"]!.GetValue<string>()).ShouldContain(field);
        (await bench.Send(HttpMethod.Get, $"/api/orders/{id}")).Answer["status"]!.GetValue<string>().ShouldBe("working");
    }

    [Fact]
    public async Task Replace_UnknownOrder_IsNotFound()
    {
        await using var bench = await ApiBench.Open(new());

        (await bench.Send(HttpMethod.Patch, "/api/orders/NONE", new JsonObject { ["market"] = true })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> Working(ApiBench bench)
    {
        bench.Broker.FillPrice = _ => null;
        var answer = await bench.Execute(bend: signal => (signal["priceTarget"], signal["stopLoss"]) = (95m, 90m));
        await bench.Pump();
        return answer["orderId"]!.GetValue<string>();
    }
}
