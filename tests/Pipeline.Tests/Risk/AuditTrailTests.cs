using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Risk;

public sealed class AuditTrailTests
{
    private static readonly DateTime Start = new(2024, 1, 31, 23, 59, 0, DateTimeKind.Utc);

    private readonly ManualClock clock = new(Start);
    private readonly InMemoryDocumentStore store = new();

    [Fact]
    public async Task List_RowsOfSeveralMonths_AreNewestFirstPageByPage()
    {
        var trail = CreateSut();
        for (var i = 0; i < 5; i++)
        {
            await trail.Add(Row($"{i}"), default);
            clock.Advance(TimeSpan.FromDays(20));
        }

        var first = await trail.List(after: null, 2, default);
        var second = await trail.List(first.Continue, 2, default);
        var third = await trail.List(second.Continue, 2, default);

        first.Records.Concat(second.Records).Concat(third.Records).Select(row => row.Key).ShouldBe(["4", "3", "2", "1", "0"]);
        third.Continue.ShouldBeNull();
    }

    [Fact]
    public async Task Add_SameRowTwice_IsThereOnce()
    {
        var trail = CreateSut();
        var row = Row("once");

        await trail.Add(row, default);
        await trail.Add(row, default);

        (await trail.List(after: null, 10, default)).Records.ShouldHaveSingleItem().ShouldBe(row);
    }

    [Fact]
    public async Task List_AnotherAccount_SeesNothing()
    {
        await CreateSut().Add(Row("a"), default);

        (await CreateSut("other").List(after: null, 10, default)).Records.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("202413.audit:1")]
    [InlineData("202401.change:1")]
    [InlineData("x")]
    public async Task List_NoCursorOfOurs_IsRefused(string cursor)
    {
        AuditTrail.IsCursor(cursor).ShouldBeFalse();
        await Should.ThrowAsync<FormatException>(() => CreateSut().List(cursor, 10, default));
    }

    private AuditTrail CreateSut(string account = "main") => new(store, new AccountId(account), clock);

    private AuditRecord Row(string key) => new(key, clock.NowUtc, AuditKind.StateChanged, "anna", "trading.state", "\"Active\"", "\"Halted\"", "test");
}
