using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

public sealed class CorrelationTableTests
{
    private static readonly Symbol A = new("A"), B = new("B"), C = new("C");

    private readonly CorrelationTable table = new([A, B, C], [1, 0.8, -0.9, 0.8, 1, double.NaN, -0.9, double.NaN, 1]);

    [Fact]
    public void Of_KnownPair_IsItsCorrelation() => table.Of(A, C).ShouldBe(-0.9);

    [Fact]
    public void Of_TooFewReturnsOrAStranger_IsUnknown()
    {
        table.Of(B, C).ShouldBeNull();
        table.Of(A, new Symbol("Z")).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 1, 0, 0.8)]
    [InlineData(-1, 1, 0, -0.8)]
    [InlineData(1, 1, 1, 0.8)]
    [InlineData(1, 0, 1, -0.9)]
    [InlineData(1, 0, -1, 0.9)]
    [InlineData(-1, 0, 1, 0.9)]
    [InlineData(1, 0, 0, -1)]
    public void LargestWith_PositionsHeld_CountsSidesAndPassesOverItself(int side, int heldB, int heldC, double expected) =>
        table.LargestWith(0, side, [1, heldB, heldC]).ShouldBe((decimal)expected);

    [Fact]
    public void LargestWith_OneUnknown_IsUnknown() => table.LargestWith(1, 1, [1, 0, 1]).ShouldBeNull();

    [Fact]
    public void Table_NotSquare_IsRefused() =>
        Should.Throw<ArgumentException>(() => new CorrelationTable([A, B], [1, 0, 1])).Message.ShouldStartWith("2 symbols need 4 values, there are 3.");

    [Fact]
    public void Row_IsThePlaceOfTheSymbol() => (table.Row(A), table.Row(C), table.Row(new Symbol("Z")), CorrelationTable.Empty.Row(A)).ShouldBe((0, 2, -1, -1));

    [Fact]
    public void Of_IsTheSameBothWays() => (table.Of(C, A), table.Of(B, A), table.Of(A, A), table.Of(new Symbol("Z"), A)).ShouldBe((-0.9, 0.8, 1, null));

    [Fact]
    public void LargestWith_SymbolsThatAreNotHeld_PassesOverThem()
    {
        table.LargestWith(2, 1, [0, 0, 1]).ShouldBe(-1m);
        table.LargestWith(2, 1, [1, 0, 0]).ShouldBe(-0.9m);
        // What is not known is only asked of what is held.
        table.LargestWith(2, -1, [1, 0, 1]).ShouldBe(0.9m);
        table.LargestWith(2, 1, [1, 1, 0]).ShouldBeNull();
        table.LargestWith(1, 1, [1, 0, -1]).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(41)]
    public void LargestWith_AnyNumberOfColumns_IsThatOfColumnByColumn(int symbols)
    {
        var random = new Random(symbols);
        for (var round = 0; round < 200; round++)
        {
            var values = Enumerable.Range(0, symbols * symbols).Select(_ => random.Next(60) == 0 ? double.NaN : (random.NextDouble() * 2) - 1).ToArray();
            var wide = new CorrelationTable([.. Enumerable.Range(0, symbols).Select(i => new Symbol($"S{i}"))], values);
            var held = Enumerable.Range(0, symbols).Select(_ => random.Next(-1, 2)).ToArray();
            var (row, side) = (random.Next(symbols), random.Next(2) == 0 ? 1 : -1);
            var others = Enumerable.Range(0, symbols).Where(column => column != row && held[column] != 0).Select(column => values[(row * symbols) + column] * held[column] * side);

            var largest = others.Aggregate(-1d, Math.Max);
            wide.LargestWith(row, side, held).ShouldBe(double.IsNaN(largest) ? null : Math.Round((decimal)largest, 9));
        }
    }
}
