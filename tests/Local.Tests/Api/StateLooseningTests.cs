using System.Net;
using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Local.Tests.Api;

/// <summary>Anybody may stop trading; where operators are named, they alone may let it go on.</summary>
public sealed class StateLooseningTests
{
    [Fact]
    public async Task State_LoosenedByNoOperator_IsForbiddenAndStaysAsItIs()
    {
        await using var bench = await ApiBench.Open(new RiskLimits(), operators: [new CallerId("anna")]);

        (await Put(bench, "halted", "carl")).Status.ShouldBe(HttpStatusCode.OK);
        var (status, problem) = await Put(bench, "active", "carl", "\"1\"");

        status.ShouldBe(HttpStatusCode.Forbidden);
        problem["detail"]!.GetValue<string>().ShouldBe("carl is none of riskControl.operators: only they may loosen the state.");
        bench.Host.Book.State.Ledger.State.ShouldBe(TradingState.Halted);
        (await Put(bench, "active", "anna", "\"1\"")).Status.ShouldBe(HttpStatusCode.OK);
        bench.Host.Book.State.Ledger.State.ShouldBe(TradingState.Active);
    }

    [Fact]
    public async Task State_ReducedWithoutAVersionAfterAHaltThatArrivedUnseen_IsNotLoosened()
    {
        await using var bench = await ApiBench.Open(new RiskLimits());
        await using var other = await bench.Beside("host-2");
        await Put(other, "halted", "watch");

        (await Put(bench, "reducing", "anna")).Status.ShouldBe(HttpStatusCode.PreconditionRequired);

        (await other.Host.Book.Open(default)).Ledger.State.ShouldBe(TradingState.Halted);
    }

    private static Task<(HttpStatusCode Status, JsonNode Answer)> Put(ApiBench bench, string state, string by, string? ifMatch = null) =>
        bench.Send(HttpMethod.Put, "/api/risk/state", new JsonObject { ["state"] = state, ["reason"] = "test", ["by"] = by }, ifMatch);
}
