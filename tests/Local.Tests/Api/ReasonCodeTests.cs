using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Tests.Api;

/// <summary>POST /api/signals/execute for every reason code there is: the answer names the code with limit and value, or says in words what stands against it.</summary>
public sealed class ReasonCodeTests
{
    private static readonly RiskLimits Free = new()
    {
        MaxGrossExposure = null,
        MinCashShare = null,
        MaxSymbolShare = null,
        MaxPositions = null,
        MaxOrderQuantity = null,
        MaxOrderNotional = null,
        DuplicateWindow = null,
        MaxPortfolioRisk = null,
        MaxDrawdown = null,
        MaxDailyLoss = null,
    };

    public static TheoryData<ReasonCode> Codes => [.. Enum.GetValues<ReasonCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Execute_ForEveryReason_NamesCodeLimitAndValue(ReasonCode code)
    {
        await using var bench = await ApiBench.Open(LimitsOf(code), marketOpen: code != ReasonCode.MarketClosed, isReconciled: code != ReasonCode.NotReconciled);
        var answer = await Provoke(bench, code);

        answer["status"]!.GetValue<string>().ShouldBe("denied", answer.ToJsonString());
        var denial = answer["denials"]!.AsArray().FirstOrDefault(denial => denial!["code"]!.GetValue<string>() == code.Text());
        denial.ShouldNotBeNull(answer.ToJsonString());
        denial["input"]!.GetValue<string>().ShouldNotBeEmpty();
        var hasFigures = denial["limit"] is not null && denial["value"] is not null;
        (hasFigures || denial["detail"]?.GetValue<string>() is { Length: > 5 }).ShouldBeTrue(denial.ToJsonString());
    }

    /// <summary>The limits that cut a quantity are set too, as they are by default: a slip of the hand is not halved.</summary>
    [Theory]
    [InlineData(200_000, "ORDER_QTY", 100_000, 200_000)]
    [InlineData(20_000, "ORDER_NOTIONAL", 1_000_000, 2_020_000)]
    public async Task Execute_QuantityBeyondOneOrder_IsRefusedAndNotCut(int quantity, string code, int limit, int value)
    {
        await using var bench = await ApiBench.Open(new RiskLimits());

        var answer = await bench.Execute(quantity: quantity);

        answer["status"]!.GetValue<string>().ShouldBe("denied", answer.ToJsonString());
        var denial = answer["denials"]!.AsArray().Single(denial => denial!["code"]!.GetValue<string>() == code)!;
        (denial["limit"]!.GetValue<decimal>(), denial["value"]!.GetValue<decimal>()).ShouldBe((limit, value));
        bench.Broker.Submitted.ShouldBeEmpty();
    }

    private static RiskLimits LimitsOf(ReasonCode code) => code switch
    {
        ReasonCode.Capital => Free with { MinCashShare = 1m },
        ReasonCode.Concentration => Free with { MaxSymbolShare = 0.0001m },
        ReasonCode.OrderQty => Free with { MaxOrderQuantity = new Quantity(5m) },
        ReasonCode.OrderNotional => Free with { MaxOrderNotional = new Money(500m) },
        ReasonCode.WindowLimit => Free with { MaxWindowOrders = 1 },
        ReasonCode.Duplicate => Free with { DuplicateWindow = TimeSpan.FromSeconds(5) },
        ReasonCode.StrategyHalted => Free with { MaxStrategyExecutions = 1 },
        ReasonCode.PositionLimit => Free with { MaxPositionQuantity = new Quantity(0.5m) },
        ReasonCode.AdvShare or ReasonCode.MissingInput => Free with { MaxVolumeShare = 0.1m },
        ReasonCode.Restricted => Free with { RestrictedSymbols = [ApiBench.Aapl] },
        ReasonCode.Unauthorised => Free with { AuthorisedCallers = [new CallerId("desk")] },
        ReasonCode.PortfolioRisk => Free with { MaxPortfolioRisk = 0.00001m },
        ReasonCode.Correlation => Free with { MaxCorrelation = 0.5m },
        ReasonCode.StopRequired => Free with { DefaultStop = null },
        ReasonCode.Confidence => Free with { MinConfidence = 0.9m },
        ReasonCode.Cooldown => Free with { Cooldown = TimeSpan.FromHours(1) },
        ReasonCode.StopGuard => Free with { StopGuardStops = 1 },
        ReasonCode.Drawdown => Free with { MaxDrawdown = 0.005m },
        ReasonCode.LowProfit => Free with { MinProfit = 0.5m, LowProfitTrades = 1 },
        ReasonCode.Expired => Free with { MaxSignalAge = TimeSpan.FromSeconds(5) },
        _ => Free,
    };

    /// <summary>Brings it about, and gives the answer of the signal that meets it.</summary>
    private static async Task<JsonNode> Provoke(ApiBench bench, ReasonCode code)
    {
        switch (code)
        {
            case ReasonCode.PriceCollar:
                return await bench.Execute(bend: signal => (signal["priceTarget"], signal["stopLoss"]) = (150m, 90m));
            case ReasonCode.StaleReference:
                bench.Market.Set(ApiBench.Aapl, 100, age: TimeSpan.FromMinutes(10));
                return await bench.Execute();
            case ReasonCode.WindowLimit or ReasonCode.Duplicate or ReasonCode.StrategyHalted:
                await bench.Execute();
                return await bench.Execute();
            case ReasonCode.Throttled:
                bench.Broker.Rate = new BrokerRate(200, 0, ApiBench.Start.AddMinutes(1));
                return await bench.Execute();
            case ReasonCode.Halted or ReasonCode.ReduceOnly:
                var state = code == ReasonCode.Halted ? "halted" : "reducing";
                (await bench.Send(HttpMethod.Put, "/api/risk/state", new JsonObject { ["state"] = state, ["reason"] = "test", ["by"] = "ann" })).Status.ShouldBe(HttpStatusCode.OK);
                return await bench.Execute();
            case ReasonCode.AdvShare:
                bench.Market.DailyVolume = 5;
                return await bench.Execute();
            case ReasonCode.NotTradable:
                await Hold(bench);
                bench.Market.Remove(ApiBench.Aapl);
                return await bench.Execute();
            case ReasonCode.NotShortable:
                return await bench.Execute("SELL");
            case ReasonCode.Correlation:
                await Hold(bench, ApiBench.Msft);
                bench.Host.Rules.Update(rules => rules with
                {
                    Analysis = new RiskAnalysis(ApiBench.Start, new CorrelationTable([ApiBench.Aapl, ApiBench.Msft], [1, 0.9, 0.9, 1]), null, null, null),
                });
                return await bench.Execute();
            case ReasonCode.Cooldown or ReasonCode.LowProfit:
                await Hold(bench);
                await bench.Execute("SELL", quantity: null);
                await bench.Pump();
                return await bench.Execute();
            case ReasonCode.StopGuard:
                await Hold(bench);
                bench.Broker.Fill(bench.Host.Book.State.Live.Values.Single(order => order.Leg == BracketLeg.StopLoss).Id, 10m, 98m);
                await bench.Pump();
                return await bench.Execute();
            case ReasonCode.Drawdown:
                await Hold(bench, shares: 100m);
                bench.Market.Set(ApiBench.Aapl, 90);
                bench.Clock.Advance(TimeSpan.FromSeconds(1));
                return await bench.Execute();
            case ReasonCode.Locked:
                var until = ApiBench.Start.AddHours(1).ToString("O", CultureInfo.InvariantCulture);
                (await bench.Send(HttpMethod.Post, "/api/locks", new JsonObject { ["symbol"] = "AAPL", ["untilUtc"] = until, ["reason"] = "earnings", ["by"] = "ann" })).Status.ShouldBe(HttpStatusCode.Created);
                return await bench.Execute();
            case ReasonCode.Expired:
                return await bench.Execute(bend: signal => signal["timestamp"] = ApiBench.Start.AddSeconds(-10).ToString("O", CultureInfo.InvariantCulture));
            case ReasonCode.Bracket:
                return await bench.Execute(bend: signal => signal["stopLoss"] = 120m);
            case ReasonCode.NoSize:
                return await bench.Execute(quantity: 0.4m);
            case ReasonCode.NothingToClose:
                await Hold(bench);
                bench.Broker.FillPrice = _ => null;
                await bench.Execute("SELL", quantity: null);
                return await bench.Execute("SELL", quantity: null);
            case ReasonCode.BrokerRejected:
                bench.Broker.Misbehave = _ => SubmitStatus.Rejected;
                return await bench.Execute();
            default:
                return await bench.Execute();
        }
    }

    private static async Task Hold(ApiBench bench, Symbol? symbol = null, decimal shares = 10m)
    {
        var answer = await bench.Execute(quantity: shares, symbol: (symbol ?? ApiBench.Aapl).Value);
        answer["status"]!.GetValue<string>().ShouldNotBe("denied", answer.ToJsonString());
        await bench.Pump();
        // Beyond the windows of what was just done.
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
    }
}
