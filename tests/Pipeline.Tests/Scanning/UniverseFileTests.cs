using TradingFunctions.Pipeline.Scanning;

namespace TradingFunctions.Pipeline.Tests.Scanning;

public sealed class UniverseFileTests
{
    [Fact]
    public void Parse_ListsAndCsv_TakesTheSymbols()
    {
        Parse("# members", "aapl", "", "MSFT", "AAPL").ShouldBe(["AAPL", "MSFT"]);
        Parse("symbol,name,sector", "\"BRK.B\",Berkshire Hathaway,Financials", "XOM,Exxon,Energy").ShouldBe(["BRK.B", "XOM"]);
    }

    [Theory]
    [InlineData("A$PL", "u.txt:1")]
    [InlineData("AAPL\nnot a symbol", "u.txt:2")]
    [InlineData("# nothing", "there is no symbol")]
    public void Parse_WrongFile_NamesFileAndLine(string text, string expected) =>
        Should.Throw<FormatException>(() => Parse(text.Split('\n'))).Message.ShouldContain(expected);

    private static string[] Parse(params string[] lines) => [.. UniverseFile.Parse(lines, "u.txt").Select(s => s.Value)];
}
