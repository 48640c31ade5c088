using TradingFunctions.Infra.Files;

namespace TradingFunctions.Infra.Tests.Files;

public sealed class BarFileErrorTests
{
    private const string Good = "SPY,2024-03-04,10,12,9,11,100";

    [Theory]
    [InlineData("SPY,2024-03-05,10,12,9,11", BadRow.FieldCount, null, "has not the 7 fields")]
    [InlineData("SPY,2024-03-05,10,12,9,11,100,1", BadRow.FieldCount, null, "has not the 7 fields")]
    [InlineData("spy,2024-03-05,10,12,9,11,100", BadRow.Symbol, "symbol", "capital letters")]
    [InlineData(",2024-03-05,10,12,9,11,100", BadRow.Symbol, "symbol", "must not be empty")]
    [InlineData("AAA,2024-03-05,10,12,9,11,100", BadRow.Unsorted, "symbol", "'AAA' comes after 'SPY'")]
    [InlineData("SPY,05.03.2024,10,12,9,11,100", BadRow.Time, "date", "'05.03.2024' is not a date")]
    [InlineData("SPY,2024-02-30,10,12,9,11,100", BadRow.Time, "date", "is not a date")]
    [InlineData("SPY,1989-03-06,10,12,9,11,100", BadRow.Time, "date", "1990 to 2030")]
    [InlineData("SPY,2031-03-06,10,12,9,11,100", BadRow.Time, "date", "1990 to 2030")]
    [InlineData("SPY,2024-03-01,10,12,9,11,100", BadRow.Unsorted, "date", "earlier than the row before")]
    [InlineData("SPY,2024-03-04,10,12,9,11,100", BadRow.Duplicate, "date", "is there twice")]
    [InlineData("SPY,2024-03-09,10,12,9,11,100", BadRow.NoSession, "date", "has no regular session")]
    [InlineData("SPY,2024-03-05,ten,12,9,11,100", BadRow.Number, "open", "'ten' is not a finite number")]
    [InlineData("SPY,2024-03-05,10,NaN,9,11,100", BadRow.Number, "high", "is not a finite number")]
    [InlineData("SPY,2024-03-05,10,12,9,Infinity,100", BadRow.Number, "close", "is not a finite number")]
    [InlineData("SPY,2024-03-05,10,12,,11,100", BadRow.Number, "low", "'' is not a finite number")]
    [InlineData("SPY,2024-03-05,10,12,0,11,100", BadRow.Price, "low", "'0' is not a price")]
    [InlineData("SPY,2024-03-05,-10,12,9,11,100", BadRow.Price, "open", "'-10' is not a price")]
    [InlineData("SPY,2024-03-05,10,20000000,9,11,100", BadRow.Price, "high", "is not a price")]
    [InlineData("SPY,2024-03-05,10,8,9,10,100", BadRow.Range, "high", "'8' is outside the bar")]
    [InlineData("SPY,2024-03-05,13,12,9,11,100", BadRow.Range, "open", "'13' is outside the bar")]
    [InlineData("SPY,2024-03-05,10,12,9,8,100", BadRow.Range, "close", "'8' is outside the bar")]
    [InlineData("SPY,2024-03-05,10,12,9,11,-1", BadRow.Volume, "volume", "must not be negative")]
    public void Row_Broken_NamesFileLineColumnAndProblem(string row, BadRow reason, string? column, string problem)
    {
        using var file = new BarFileText(BarFileText.Daily, Good, row, "TLT,2024-03-06,10,12,9,11,100");
        var error = file.Fail();
        (error.Line, error.Reason).ShouldBe((3, reason));
        error.Column.ShouldBe(column ?? "the row");
        error.Message.ShouldStartWith($"{file.Path}:3: ");
        error.Message.ShouldContain(problem);

        var contents = file.Read(new BarFileOptions { SkipBadRows = true });
        contents.SkippedRows.ShouldBe(new SortedDictionary<BadRow, int> { [reason] = 1 });
        contents.Rows.ShouldBe(2);
    }

    [Theory]
    [InlineData("SPY,2024-03-04T09:31:00,1,1,1,1,10,-1,1,1,1", BadRow.Price, "bid_close")]
    [InlineData("SPY,2024-03-04T09:31:00,1,1,1,1,10,1,1,-1,1", BadRow.Volume, "bid_size")]
    [InlineData("SPY,2024-03-04T09:31:00,1,1,1,1,10,1,x,1,1", BadRow.Number, "ask_close")]
    [InlineData("SPY,2024-03-04T24:00:00,1,1,1,1,10,1,1,1,1", BadRow.Time, "start_et")]
    [InlineData("SPY,2024-03-04,1,1,1,1,10,1,1,1,1", BadRow.Time, "start_et")]
    public void Row_BrokenIntraday_NamesColumn(string row, BadRow reason, string column)
    {
        using var file = new BarFileText(BarFileText.Quoted, "SPY,2024-03-04T09:30:00,1,1,1,1,10,,,,", row);
        var error = file.Fail();
        (error.Line, error.Reason, error.Column).ShouldBe((3, reason, column));
    }

    [Fact]
    public void Row_CloserThanThePeriod_Overlaps()
    {
        using var file = new BarFileText(
            BarFileText.Intraday, "SPY,2024-03-04T10:00:00,1,1,1,1,1", "SPY,2024-03-04T10:05:00,1,1,1,1,1", "SPY,2024-03-04T10:10:00,1,1,1,1,1", "SPY,2024-03-04T10:12:00,1,1,1,1,1");
        var error = file.Fail();
        (error.Line, error.Reason).ShouldBe((5, BadRow.Overlap));
        file.Read(new BarFileOptions { SkipBadRows = true }).Rows.ShouldBe(3);
    }

    [Fact]
    public void Row_OnADayWithoutSession_IsTakenWhenAllowed()
    {
        using var file = new BarFileText(BarFileText.Daily, "SPY,2024-03-09,10,12,9,11,100");
        file.Read(new BarFileOptions { AllowNonSessionDays = true }).Rows.ShouldBe(1);
    }

    [Theory]
    [InlineData("symbol,when,open,high,low,close,volume", "expected 'start_et' or 'date', found 'when'")]
    [InlineData("ticker,date,open,high,low,close,volume", "expected 'symbol', found 'ticker'")]
    [InlineData("symbol,date,open,low,high,close,volume", "expected 'high', found 'low'")]
    [InlineData("symbol,date,open,high,low,close", "'volume' is missing")]
    [InlineData("symbol,date,open,high,low,close,volume,bid_close", "'ask_close' is missing")]
    [InlineData("symbol,date,open,high,low,close,volume,bid_close,ask_close,bid_size,ask_size,more", "'more' is one too many")]
    [InlineData("SPY,2024-03-04,10,12,9,11,100", "expected 'symbol', found 'SPY'")]
    public void Header_Wrong_SaysWhatWasExpected(string header, string problem)
    {
        using var file = new BarFileText(header, Good);
        var error = file.Fail(new BarFileOptions { SkipBadRows = true });
        error.Line.ShouldBe(1);
        error.Message.ShouldContain(problem);
    }

    [Fact]
    public void File_Empty_IsRefused()
    {
        using var file = new BarFileText(Array.Empty<byte>());
        file.Fail().Message.ShouldBe($"{file.Path}: is empty.");
    }

    [Fact]
    public void File_Absent_IsRefused() =>
        Should.Throw<BarFileException>(() => BarFile.Read("/no/such/file.csv")).Message.ShouldBe("/no/such/file.csv: does not exist.");

    [Fact]
    public void File_ThatIsADirectory_IsRefused() =>
        Should.Throw<BarFileException>(() => BarFile.Read(Path.GetTempPath())).Message.ShouldContain("cannot be read");

    [Fact]
    public void File_WithAnEndlessLine_IsRefused()
    {
        using var file = new BarFileText(BarFileText.Daily, Good, new string('x', 600_000));
        file.Fail().Message.ShouldContain(":3: the line is longer than 4096 bytes");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(200)]
    public void Gzip_CutOff_IsRefused(int missing)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 200).Select(i => $"SPY,{new DateOnly(2024, 1, 1).AddDays(i):yyyy-MM-dd},{random.Next(10, 12)},12,9,{random.Next(9, 12)},{random.Next()}");
        var bytes = BarFileText.Gzip([BarFileText.Daily, .. rows]);
        using var file = new BarFileText(bytes[..^missing]);
        file.Fail(new BarFileOptions { SkipBadRows = true }).Message.ShouldContain("is cut off");
    }

    [Fact]
    public void Gzip_Corrupt_IsRefused()
    {
        var bytes = BarFileText.Gzip(BarFileText.Daily, Good);
        bytes[12] ^= 0xFF;
        bytes[20] ^= 0xFF;
        using var file = new BarFileText(bytes);
        Should.Throw<BarFileException>(() => file.Read());
    }
}
