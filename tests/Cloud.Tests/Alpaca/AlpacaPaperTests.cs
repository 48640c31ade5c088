using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Alpaca;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Cloud.Tests.Alpaca;

/// <summary>Runs where a paper account's keys are set.</summary>
public sealed class PaperFactAttribute : FactAttribute
{
    public PaperFactAttribute()
    {
        if (string.IsNullOrEmpty(PaperKeys.Id) || string.IsNullOrEmpty(PaperKeys.Secret))
        {
            Skip = "Needs a paper account: set ALPACA_API_KEY and ALPACA_SECRET_KEY.";
        }
    }
}

static class PaperKeys
{
    public static string? Id => Environment.GetEnvironmentVariable("ALPACA_API_KEY");

    public static string? Secret => Environment.GetEnvironmentVariable("ALPACA_SECRET_KEY");
}

/// <summary>The real thing, on paper: reads everything, places one order far from the market and takes it back.</summary>
public sealed class AlpacaPaperTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [PaperFact]
    public async Task PaperAccount_EndToEnd_TakesAnOrderAndGivesItBack()
    {
        using var sut = (AlpacaConnection)new AlpacaConnector().Connect(
            new BrokerOptions { Kind = BrokerKind.AlpacaPaper, KeyId = PaperKeys.Id, Secret = PaperKeys.Secret }, new MarketOptions { Kind = MarketKind.Alpaca }, TimeProvider.System);
        var spy = new Symbol("SPY");
        using var stop = new CancellationTokenSource();
        var events = new List<OrderEvent>();
        var connected = new TaskCompletionSource();
        var listening = sut.OrderStream.Listen(
            _ =>
            {
                connected.TrySetResult();
                return Task.CompletedTask;
            },
            (told, _) =>
            {
                lock (events)
                    events.Add(told);
                return Task.CompletedTask;
            },
            stop.Token);
        await connected.Task.WaitAsync(Patience);

        (await sut.Broker.GetAccount(default)).CanTrade.ShouldBeTrue();
        await sut.Broker.ListPositions(default);
        var now = await sut.Calendar.GetClock(default);
        now.NowUtc.ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(1));
        var today = DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(now.NowUtc));
        foreach (var session in await sut.Calendar.ListSessions(today, today.AddDays(30), default))
        {
            (session.OpenUtc, session.CloseUtc).ShouldBe((ExchangeCalendar.SessionOn(session.Date)!.OpenUtc, ExchangeCalendar.SessionOn(session.Date)!.CloseUtc));
        }

        (await sut.Market.ListSymbols(default)).ShouldContain(spy);
        (await sut.Screener.MostActive(5, default)).ShouldNotBeEmpty();
        var price = (decimal)(await sut.Market.FetchSnapshots([spy], 30, default))[spy].LastPrice;
        var terms = new OrderTerms(
            new ClientOrderId($"e2e-{Guid.NewGuid():N}"), spy, Side.Buy, new Quantity(1), OrderType.Limit, TimeInForce.Day, OrderPurpose.Entry, new StrategyId("e2e"), new Price(Math.Round(price / 2m, 2)),
            StopLoss: new Price(Math.Round(price / 4m, 2)), TakeProfit: new Price(Math.Round(price, 2)));

        var sent = await sut.Broker.Submit(StubBench.Approved(terms), default);
        (await sut.Broker.Submit(StubBench.Approved(terms), default)).Status.ShouldBe(SubmitStatus.Duplicate);
        sent.Status.ShouldBe(SubmitStatus.Confirmed, sent.Reason);
        sent.Order!.Legs.Length.ShouldBe(2);
        (await sut.Broker.ListOpenOrders(default)).ShouldContain(order => order.ClientOrderId == terms.ClientOrderId);
        sut.Broker.Rate.ShouldNotBeNull();
        (await sut.Broker.Cancel(terms.ClientOrderId, default)).ShouldBe(CancelStatus.Accepted);
        using var limit = new CancellationTokenSource(Patience);
        while (!(await sut.Broker.Find(terms.ClientOrderId, limit.Token))!.Status.IsFinal())
        {
            await Task.Delay(500, limit.Token);
        }

        (await sut.Broker.Find(new ClientOrderId("nobody-sent-this"), default)).ShouldBeNull();
        lock (events)
            events.ShouldContain(told => told.ClientOrderId == terms.ClientOrderId);
        await stop.CancelAsync();
        await listening.ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
