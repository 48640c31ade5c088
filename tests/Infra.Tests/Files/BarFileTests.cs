using System.Security.Cryptography;
using System.Text;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Files;

namespace TradingFunctions.Infra.Tests.Files;

public sealed class BarFileTests
{
    [Fact]
    public void Daily_Bar_RunsFromOpenToCloseOfItsSession()
    {
        using var file = new BarFileText(BarFileText.Daily, "SPY,2013-11-27,180,181,179,180.5,1000", "SPY,2013-11-29,181,182,180,181.5,500");
        var contents = file.Read();
        contents.Period.ShouldBe(TimeSpan.FromDays(1));
        var bars = contents.Series.Single();
        bars[0].ShouldBe(new Bar(Utc(2013, 11, 27, 14, 30), Utc(2013, 11, 27, 21, 0), 180, 181, 179, 180.5, 1000));
        bars[1].EndUtc.ShouldBe(Utc(2013, 11, 29, 18, 0)); // half day
    }

    [Theory]
    [InlineData("2024-03-08", 14)] // standard time
    [InlineData("2024-03-11", 13)] // daylight saving began the day before
    [InlineData("2024-11-01", 13)]
    [InlineData("2024-11-04", 14)] // and ended the day before
    public void Minute_Bar_FollowsDaylightSaving(string date, int hourUtc)
    {
        using var file = new BarFileText(BarFileText.Intraday, $"SPY,{date}T09:30:00,1,1,1,1,10", $"SPY,{date} 09:31,1,1,1,1,10");
        var bars = file.Read().Series.Single();
        bars[0].StartUtc.TimeOfDay.ShouldBe(new TimeSpan(hourUtc, 30, 0));
        bars[1].EndUtc.TimeOfDay.ShouldBe(new TimeSpan(hourUtc, 32, 0));
    }

    [Fact]
    public void Hour_Bars_AreClampedToTheSession()
    {
        using var file = new BarFileText(
            BarFileText.Intraday, "SPY,2024-03-04T08:00:00,1,1,1,1,10", "SPY,2024-03-04T09:00:00,1,1,1,1,10", "SPY,2024-03-04T10:00:00,1,1,1,1,10", "SPY,2024-03-04T15:00:00,1,1,1,1,10");
        var contents = file.Read();
        contents.Period.ShouldBe(TimeSpan.FromHours(1));
        Times(contents.Series[0]).ShouldBe(["13:00-14:00", "14:30-15:00", "15:00-16:00", "20:00-21:00"]);
    }

    [Fact]
    public void Bars_ThatStraddleTheClose_EndThere()
    {
        using var file = new BarFileText(BarFileText.Intraday, "SPY,2024-03-04T14:30:00,1,1,1,1,10", "SPY,2024-03-04T15:30:00,1,1,1,1,10");
        Times(file.Read().Series[0]).ShouldBe(["19:30-20:30", "20:30-21:00"]);
    }

    [Fact]
    public void Period_OfAFileWithGaps_IsTheMostFrequentDistance()
    {
        using var file = new BarFileText(
            BarFileText.Intraday, "A,2024-03-04T10:00:00,1,1,1,1,1",
            "B,2024-03-04T10:00:00,1,1,1,1,1", "B,2024-03-04T10:20:00,1,1,1,1,1", "B,2024-03-04T10:25:00,1,1,1,1,1", "B,2024-03-04T10:30:00,1,1,1,1,1");
        var contents = file.Read();
        contents.Period.ShouldBe(TimeSpan.FromMinutes(5));
        contents.Series.Select(s => (s.Symbol.Value, s.Count)).ShouldBe([("A", 1), ("B", 4)]);
    }

    [Fact]
    public void Adjusted_Prices_AreScaledAndVolumeInversely()
    {
        using var file = new BarFileText(BarFileText.Adjusted, "SPY,2024-03-04,100,104,98,102,51,1000");
        var contents = file.Read();
        contents.Adjusted.ShouldBeTrue();
        var bar = contents.Series[0][0];
        (bar.Open, bar.High, bar.Low, bar.Close, bar.Volume).ShouldBe((50, 52, 49, 51, 2000));
    }

    [Fact]
    public void Raw_Prices_StayAndSplitLikeJumpsWarn()
    {
        using var file = new BarFileText(
            BarFileText.Adjusted, "SPY,2024-03-04,100,104,98,100,50,1000", "SPY,2024-03-05,50.5,51,50,50.6,50.6,2000", "SPY,2024-03-06,48,51,47,50,50,2000");
        var contents = file.Read(new BarFileOptions { Raw = true });
        contents.Adjusted.ShouldBeFalse();
        contents.Series[0][0].Close.ShouldBe(100);
        contents.Warnings.ShouldBe(["SPY 2024-03-05: from 100 to 50.5 overnight looks like a 2:1 split; prices are not adjusted."]);
        file.Read().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void DailyWithoutAdjustedClose_ReverseSplit_Warns()
    {
        using var file = new BarFileText(BarFileText.Daily, "SPY,2024-03-04,1,1,1,1,1000", "SPY,2024-03-05,10,11,10,10,2000");
        file.Read().Warnings.Single().ShouldContain("reverse 10:1");
    }

    [Fact]
    public void Quotes_BlankOnes_AreAbsent()
    {
        using var file = new BarFileText(
            BarFileText.Quoted, "SPY,2024-03-04T09:30:00,1,1,1,1,10,0.99,1.01,200,300", "SPY,2024-03-04T09:31:00,1,1,1,1,0,,,,");
        var bars = file.Read().Series[0];
        (bars[0].Bid, bars[0].Ask).ShouldBe((0.99, 1.01));
        (bars[1].Bid, bars[1].Ask, bars[1].Volume).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Filters_ChooseSymbolsAndDates()
    {
        using var file = new BarFileText(
            BarFileText.Daily, "A,2024-03-04,1,1,1,1,1", "B,2024-03-04,1,1,1,1,1", "B,2024-03-05,1,1,1,1,1", "B,2024-03-06,1,1,1,1,1", "B,2024-03-07,1,1,1,1,1", "C,2024-03-05,1,1,1,1,1");
        var contents = file.Read(new BarFileOptions { Symbols = [new Symbol("Z"), new Symbol("B")], From = new DateOnly(2024, 3, 5), To = new DateOnly(2024, 3, 6) });
        contents.Series.Select(s => (s.Symbol.Value, s.Count)).ShouldBe([("B", 2)]);
        contents.Rows.ShouldBe(2);
        contents.Warnings.ShouldBe(["Z: no bars in the file for these dates."]);
    }

    [Fact]
    public void Gzip_ReadsLikeText()
    {
        string[] lines = [BarFileText.Daily, "SPY,2024-03-04,1,1.5,0.5,1.25,10"];
        var bytes = BarFileText.Gzip(lines);
        using var gzip = new BarFileText(bytes);
        using var text = new BarFileText(lines);
        gzip.Read().Series[0][0].ShouldBe(text.Read().Series[0][0]);
        gzip.Read().ContentHash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void Text_WithByteOrderMarkAndWindowsLineEndsAndNoLastOne_IsFine()
    {
        using var file = new BarFileText(Encoding.UTF8.GetBytes($"\uFEFF{BarFileText.Daily}\r\nSPY,2024-03-04,1,1,1,1,10\r\n\r\nSPY,2024-03-05,1,1,1,1,20"));
        file.Read().Series[0][1].Volume.ShouldBe(20);
    }

    [Fact]
    public void HeaderAlone_HasNoBars()
    {
        using var file = new BarFileText(BarFileText.Daily);
        var contents = file.Read();
        (contents.Series.Count, contents.Rows).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData("20.7054631784")]
    [InlineData("0.1")]
    [InlineData("1e3")]
    [InlineData("123456789012345678.5")]
    [InlineData("0.30000000000000004")]
    [InlineData("9007199254740993")]
    public void Numbers_AreReadToTheLastBit(string text)
    {
        FieldParser.TryNumber(Encoding.UTF8.GetBytes(text), out var value).ShouldBeTrue();
        value.ShouldBe(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> Times(BarSeries bars) =>
        Enumerable.Range(0, bars.Count).Select(i => $"{bars[i].StartUtc:HH:mm}-{bars[i].EndUtc:HH:mm}");

    private static DateTime Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, DateTimeKind.Utc);
}
