using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Pipeline.Tests.Risk;

public sealed class SectorFileTests
{
    [Fact]
    public void Parse_HeaderEmptyLinesAndSectors_AreRead()
    {
        var map = SectorFile.Parse(["symbol,sector", "", "AAPL,Technology", "XOM, Energy, oil and gas"], "sectors.csv");

        map.Count.ShouldBe(2);
        (map.Of(new Symbol("AAPL")), map.Of(new Symbol("XOM")), map.Of(new Symbol("KO"))).ShouldBe(("Technology", "Energy, oil and gas", null));
    }

    [Theory]
    [InlineData("AAPL", "sectors.csv:2: expected 'symbol,sector'.")]
    [InlineData("AAPL, ", "sectors.csv:2: expected 'symbol,sector'.")]
    [InlineData("aapl,Technology", "sectors.csv:2: the symbol")]
    [InlineData("XOM,Energy", "sectors.csv:2: XOM has a sector already.")]
    public void Parse_BadLine_NamesFileAndLine(string line, string message) =>
        Should.Throw<FormatException>(() => SectorFile.Parse(["XOM,Energy", line], "sectors.csv")).Message.ShouldStartWith(message);
}
