using TradingFunctions.Domain;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Tests.Sqlite;

namespace TradingFunctions.Infra.Tests.Files;

public sealed class NewsFileTests
{
    private static readonly DateTime Noon = new(2026, 1, 5, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Find_WithinATime_GivesTheNewestFirstAndNothingLater()
    {
        using var folder = new TempFolder();
        File.WriteAllLines(folder["news.jsonl"],
        [
            """{"symbol":"AAPL","atUtc":"2026-01-05T11:00:00Z","text":"one"}""",
            "",
            """{"symbol":"aapl","atUtc":"2026-01-05T12:00:00Z","text":"two"}""",
            """{"symbol":"AAPL","atUtc":"2026-01-05T07:30:00-05:00","text":"later"}""",
            """{"symbol":"MSFT","atUtc":"2026-01-05T11:00:00Z","text":"other"}""",
        ]);
        var news = NewsFile.Read(folder["news.jsonl"]);

        news.Find(new Symbol("AAPL"), Noon.AddHours(-2), Noon, 5).Select(n => n.Text).ShouldBe(["two", "one"]);
        news.Find(new Symbol("AAPL"), Noon.AddHours(-2), Noon, 1).Select(n => n.Text).ShouldBe(["two"]);
        news.Find(new Symbol("AAPL"), Noon.AddHours(-1), Noon.AddHours(1), 5).Select(n => n.Text).ShouldBe(["later", "two"]);
        news.Find(new Symbol("IBM"), Noon.AddHours(-2), Noon, 5).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"symbol":"A$","atUtc":"2026-01-05T11:00:00Z","text":"x"}""")]
    [InlineData("""{"symbol":"AAPL","text":"x"}""")]
    [InlineData("""{"symbol":"AAPL","atUtc":"2026-01-05T11:00:00Z","text":null}""")]
    [InlineData("""{"symbol":"AAPL","atUtc":"yesterday","text":"x"}""")]
    public void Read_WrongLine_NamesFileAndLine(string line)
    {
        using var folder = new TempFolder();
        File.WriteAllLines(folder["news.jsonl"], ["""{"symbol":"AAPL","atUtc":"2026-01-05T11:00:00Z","text":"one"}""", line]);

        Should.Throw<FormatException>(() => NewsFile.Read(folder["news.jsonl"])).Message.ShouldContain("news.jsonl, line 2");
    }
}
