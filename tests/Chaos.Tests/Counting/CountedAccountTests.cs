using TradingFunctions.AlpacaStub.Journal;
using TradingFunctions.Chaos.Counting;

namespace TradingFunctions.Chaos.Tests.Counting;

public sealed class CountedAccountTests
{
    [Fact]
    public void Post_AgainWithoutALook_IsABlindRepeat()
    {
        var account = Counted(Entry(EntryKind.Post, "A"), Entry(EntryKind.Post, "B"), Entry(EntryKind.Lookup, "A") with { Http = 200 }, Entry(EntryKind.Post, "A"));

        account.BlindRepeats.ShouldBe(["A"]);
    }

    [Fact]
    public void Post_AgainAfterNotFound_IsNone() =>
        Counted(Entry(EntryKind.Post, "A"), Entry(EntryKind.Lookup, "A") with { Http = 404 }, Entry(EntryKind.Post, "A")).BlindRepeats.ShouldBeEmpty();

    [Fact]
    public void Post_ThirdTimeAfterOneNotFound_IsABlindRepeat() =>
        Counted(Entry(EntryKind.Post, "A"), Entry(EntryKind.Lookup, "A") with { Http = 404 }, Entry(EntryKind.Post, "A"), Entry(EntryKind.Post, "A")).BlindRepeats.ShouldBe(["A"]);

    [Fact]
    public void Fills_GiveCashPositionsAndStatus()
    {
        var account = Counted(
            Entry(EntryKind.Account, null) with { Qty = 1000m }, Order("A", "buy", 3m), Fill("A", "buy", 2m, 10m, "partially_filled"), Fill("A", "buy", 1m, 11m, "filled"),
            Order("B", "sell", 3m), Fill("B", "sell", 3m, 12m, "filled"));

        account.Cash.ShouldBe(1000m - 20m - 11m + 36m);
        account.Positions["SPY"].ShouldBe(0m);
        (account.Orders["A"].Filled, account.Orders["A"].IsOpen).ShouldBe((3m, false));
        account.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void Fills_BeyondTheOrderOrShort_AreViolations()
    {
        Counted(Order("A", "buy", 1m), Fill("A", "buy", 2m, 10m, "filled")).Violations.ShouldHaveSingleItem();
        Counted(Order("A", "sell", 1m), Fill("A", "sell", 1m, 10m, "filled")).Violations.ShouldHaveSingleItem();
    }

    private static CountedAccount Counted(params JournalEntry[] entries)
    {
        var account = new CountedAccount();
        foreach (var entry in entries)
            account.Add(entry);
        return account;
    }

    private static JournalEntry Entry(EntryKind kind, string? id) => new(0, DateTime.UnixEpoch, "key", kind, id);

    private static JournalEntry Order(string id, string side, decimal quantity) => Entry(EntryKind.Order, id) with { Symbol = "SPY", Side = side, Qty = quantity, Status = "new" };

    private static JournalEntry Fill(string id, string side, decimal quantity, decimal price, string status) =>
        Order(id, side, quantity) with { Kind = EntryKind.Fill, Price = price, Status = status };
}
