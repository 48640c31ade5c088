using TradingFunctions.Local.Costs;

namespace TradingFunctions.Local.Tests.Costs;

public sealed class CostModelTests
{
    private static readonly PriceList Prices = PriceList.Load(path: null);

    private static readonly DayCounts Day = new(
        Symbols: 10, Sessions: 2, Turns: 4_000, Activities: 2_000, Received: 6_000, HistoryEvents: 20_000, new StoreCounts(1, 1, 1, 1, 1, 2_000_000, RequestUnits: 50_000), Broker: 5, MarketData: 5, Alerts: 1, Orders: 1);

    [Fact]
    public void Bill_OfCounts_IsQuantityOfAMonthTimesThePrice()
    {
        var bill = Bill(new CostScenario("a", Day, Connections: 1_000, Signals: 100), DurableBackend.Scheduler);

        // Two sessions were counted; a month has 21.
        Quantity(bill, Meters.SchedulerActions).ShouldBe((6_000 + 2_000) / 2m * 21);
        Quantity(bill, Meters.RequestUnits).ShouldBe(25_000m * 21);
        Cost(bill, Meters.RequestUnits).ShouldBe(0.13m);
        Quantity(bill, Meters.ReadyExecutions).ShouldBe((3_000m + (1_000 * 30)) * 21);
        Quantity(bill, Meters.Baseline).ShouldBe(2m * 2 * 730 * 3600);
        Cost(bill, Meters.Baseline).ShouldBe(42.05m);
        Quantity(bill, Meters.SignalRMessages).ShouldBe(((1_000m * 12 * 390) - 1_000_000) * 21);
        Cost(bill, Meters.BusBase).ShouldBe(9.81m);
        bill.Total.ShouldBe(bill.Lines.Sum(line => line.Cost ?? 0));
        bill.Unpriced.ShouldBe([Meters.SchedulerActions]);
    }

    [Fact]
    public void Bill_OnTheStorageAccount_PaysMessagesAndHistories()
    {
        var bill = Bill(new CostScenario("a", Day, Connections: 0, Signals: 0), DurableBackend.Storage);

        bill.Lines.ShouldNotContain(line => line.Meter == Meters.SchedulerActions || line.Service == "SignalR");
        Quantity(bill, Meters.TableOperations).ShouldBe(2_000m * 21 * 3);
        bill.Unpriced.ShouldBeEmpty();
    }

    [Fact]
    public void Bill_OfAnIdleApp_IsItsTimersAndWhatIsAlwaysThere()
    {
        var model = new CostModel(Prices, DurableBackend.Storage);
        var bill = model.Of(new CostScenario("idle", DayCounts.Nothing, 0, 0));

        bill.Lines.ShouldAllBe(line => line.Basis == CostBasis.Assumed || line.Quantity == 0 || line.Meter == Meters.Telemetry);
        Quantity(bill, Meters.OnDemandExecutions).ShouldBe(Math.Round(model.TimerExecutions(), 3));
        // A week of bicep's schedules, by hand: six functions every minute of 14 hours on six days, every 10 s of 10 hours, every 30 min, every 5 min, every minute of 9 hours, every 5 s of 9 hours on five.
        (model.TimerExecutions() * 7 / (365m / 12)).ShouldBe((6 * 60 * 14 * 6) + (360 * 10 * 5) + (48 * 7) + (288 * 7) + (60 * 9 * 5) + (720 * 9 * 5), tolerance: 0.01m);
        bill.Total.ShouldBeGreaterThan(0);
    }

    private static Bill Bill(CostScenario scenario, DurableBackend backend) => new CostModel(Prices, backend).Of(scenario);

    private static decimal Quantity(Bill bill, string meter) => bill.Lines.Single(line => line.Meter == meter).Quantity;

    private static decimal? Cost(Bill bill, string meter) => bill.Lines.Single(line => line.Meter == meter).Cost;
}
