using System.Text;
using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Tests.Day;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Books;

public sealed class BooksAuditorTests
{
    private readonly DayBench bench = new();

    private BooksAuditor Auditor => new(bench.Bench.Store, bench.Log, bench.Settings);

    [Fact]
    public async Task Rebuild_OfUntouchedBooks_Agrees()
    {
        await using var host = await Traded();

        var report = await Auditor.Rebuild(default);

        report.Agrees.ShouldBeTrue(string.Join("; ", report.Differences.Select(difference => difference.What)));
        (report.Cash, report.RealizedPnl, report.Fees).ShouldBe((host.Book.State.Ledger.Cash, host.Book.State.Ledger.RealizedPnl, new Money(2m)));
        var position = report.Positions.ShouldHaveSingleItem();
        (position.Symbol, position.Quantity, position.AverageCost).ShouldBe((TradingBench.Aapl, 30m, new Price(100m)));
    }

    [Theory]
    [InlineData("header", "cash", "cash")]
    [InlineData("header", "fees", "fees")]
    [InlineData("position:AAPL", "realizedPnl", "AAPL realizedPnl")]
    public async Task Rebuild_OfBooksThatWereChanged_NamesTheFigure(string document, string member, string difference)
    {
        await using var host = await Traded();
        await Change(document, json => json[member] = 1m);

        var report = await Auditor.Rebuild(default);

        report.Agrees.ShouldBeFalse();
        report.Differences.Select(found => found.What).ShouldContain(difference);
    }

    [Fact]
    public async Task Rebuild_OfALogWithoutAFill_NamesTheGap()
    {
        await using var host = await Traded();
        var fill = bench.Bench.Store.Dump(Containers.Trading, "main").First(document => document.Id.StartsWith("fill:", StringComparison.Ordinal)).Id;
        await bench.Bench.Store.Transact(Containers.Trading, "main", [StoreOperation.Delete(fill, etag: null)], default);

        var report = await Auditor.Rebuild(default);

        report.Agrees.ShouldBeFalse();
        report.Faults[0].ShouldBe($"entry {int.Parse(fill[5..])} is missing");
    }

    [Fact]
    public async Task Log_AsRead_IsWithoutGapsInOrderAndHoldsIntentsAndEvents()
    {
        await using var host = await Traded();

        var entries = new List<Domain.Portfolio.LogEntry>();
        await foreach (var entry in bench.Log.Read(after: 0, default))
            entries.Add(entry);

        entries.Select(entry => entry.Number).ShouldBe(Enumerable.Range(1, entries.Count).Select(number => (long)number));
        entries.Count(entry => entry.Intent is not null).ShouldBeGreaterThanOrEqualTo(2);
        entries.First(entry => entry.Intent is not null).Intent!.Origin.ShouldBe("s1");
        entries.Count(entry => entry.Fill is not null).ShouldBe(2);
        entries.ShouldContain(entry => entry.Event != null);
        await foreach (var entry in bench.Log.Read(after: entries.Count - 1, default))
            entry.Number.ShouldBe(entries.Count);
    }

    [Fact]
    public async Task Split_ShownByTheBroker_IsBookedOnceAndTheBooksAgree()
    {
        await using var host = await Traded();
        var splits = new SplitService(host.Book, bench.Bench.Broker, new AuditTrail(bench.Bench.Store, bench.Settings.Account, bench.Bench.Clock), bench.Bench.Clock);

        (await splits.Apply(TradingBench.Aapl, new DateOnly(2024, 3, 6), 4, 1, default)).Status.ShouldBe(SplitStatus.BrokerDiffers);
        bench.Bench.Broker.TradeByHand(TradingBench.Aapl, 90m, 0m);
        var booked = await splits.Apply(TradingBench.Aapl, new DateOnly(2024, 3, 6), 4, 1, default);
        (await splits.Apply(TradingBench.Msft, new DateOnly(2024, 3, 6), 4, 1, default)).Status.ShouldBe(SplitStatus.NothingToDo);

        (booked.Status, booked.Split!.QuantityAfter).ShouldBe((SplitStatus.Booked, 120m));
        (await host.Reconciler.Run(default)).Differences.ShouldBeEmpty();
        (await Auditor.Rebuild(default)).Agrees.ShouldBeTrue();
    }

    private async Task<TradingHost> Traded()
    {
        var host = await bench.Bench.Ready();
        await bench.Trade(host, "s1", SignalAction.Buy, 50m, 100m);
        await bench.Trade(host, "s2", SignalAction.Sell, 20m, 102m);
        return host;
    }

    private async Task Change(string id, Action<JsonObject> change)
    {
        var document = (await bench.Bench.Store.Read(new DocumentKey(Containers.Trading, "main", id), default))!;
        var json = JsonNode.Parse(document.Json.Span)!.AsObject();
        change(json);
        await bench.Bench.Store.Transact(Containers.Trading, "main", [StoreOperation.Replace(id, Encoding.UTF8.GetBytes(json.ToJsonString()), etag: null)], default);
    }
}
