using TradingFunctions.Infra.Files;
using Xunit.Abstractions;

namespace TradingFunctions.Infra.Tests.Files;

public sealed class RecordedBarFileTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("us-equity-minute-2013-10.csv.gz", 9_162, 4, 1)]
    [InlineData("us-equity-hour.csv.gz", 73_758, 3, 60)]
    [InlineData("sp500-daily.csv.gz", 542_313, 252, 1_440)]
    public void RecordedFile_ReadsWhole(string name, int rows, int symbols, int periodMinutes)
    {
        if (RecordedData.Find(name, output) is not { } path)
        {
            return;
        }

        var start = TimeProvider.System.GetTimestamp();
        var contents = BarFile.Read(path);
        output.WriteLine($"{name}: {contents.Rows} bars in {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:F0} ms");
        (contents.Rows, contents.Series.Count, contents.Period.TotalMinutes).ShouldBe((rows, symbols, periodMinutes));
        contents.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void RecordedDailyFile_Raw_WarnsOfApplesSplit()
    {
        if (RecordedData.Find("sp500-daily.csv.gz", output) is not { } path)
        {
            return;
        }

        var contents = BarFile.Read(path, new BarFileOptions { Raw = true, Symbols = [new Domain.Symbol("AAPL")] });
        contents.Warnings.ShouldContain(w => w.StartsWith("AAPL 2014-06-09", StringComparison.Ordinal) && w.Contains("7:1", StringComparison.Ordinal));
    }
}
