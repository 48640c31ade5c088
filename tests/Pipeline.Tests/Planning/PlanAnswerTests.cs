using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Planning;

namespace TradingFunctions.Pipeline.Tests.Planning;

public sealed class PlanAnswerTests
{
    private readonly PlanningSamples sample = new(3);

    [Fact]
    public void Read_GoodAnswer_NarrowsThePlan()
    {
        var (plan, refusal) = PlanAnswer.Read(sample.Answer(), sample.Rules, PlanLimits.Default);

        refusal.ShouldBeNull();
        plan.ShouldNotBeNull();
        var entry = plan.Triggers.Where(t => t.Intent == AlertIntent.Enter).ShouldHaveSingleItem();
        (entry.Name, entry.Size, entry.Confidence).ShouldBe((sample.Entries[0], 0.5, 0.4));
        entry.Guards.ShouldHaveSingleItem().ShouldBe(PlanCondition.PriceAbove(1));
        plan.FindTrigger("falls")!.CooldownSeconds.ShouldBe(PlanNarrowing.WatchCooldownSeconds);
        plan.Reasons.ShouldBe(["moved +1.20 % over 20 bars", "model: The open was wild."]);
        plan.Author.ShouldBe(PlanAuthor.Llm);
    }

    [Theory]
    [InlineData("", "MALFORMED")]
    [InlineData("Buy everything!", "MALFORMED")]
    [InlineData("null", "MALFORMED: the answer is null.")]
    [InlineData("[]", "MALFORMED")]
    [InlineData("{}", "MALFORMED")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[],"watches":[]""", "MALFORMED")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[],"watches":[],"checkIntervalSeconds":1}""", "checkIntervalSeconds")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[],"watches":[],"validToUtc":"2030-01-01T00:00:00Z"}""", "validToUtc")]
    [InlineData("""{"symbol":"AAPL","symbol":"MSFT","reason":"r","entries":[],"watches":[]}""", "MALFORMED")]
    [InlineData("""{"symbol":"MSFT","reason":"r","entries":[],"watches":[]}""", "LIMITS: symbol")]
    [InlineData("""{"symbol":"AAPL","reason":"","entries":[],"watches":[]}""", "LIMITS: reason")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":null,"watches":[]}""", "MALFORMED")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[null],"watches":[]}""", "LIMITS: entries[0]")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[{"name":"moonshot","confidence":0.1,"size":1,"guards":[]}],"watches":[]}""", "entries[0].name")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[{"name":"averages-crossed","confidence":0.1,"size":1,"guards":[]}],"watches":[]}""", "entries[0].name")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[{"name":"momentum","confidence":0.99,"size":1,"guards":[]}],"watches":[]}""", "entries[0].confidence")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[{"name":"momentum","confidence":0.1,"size":5,"guards":[]}],"watches":[]}""", "entries[0].size")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[{"name":"momentum","confidence":0.1,"size":0,"guards":[]}],"watches":[]}""", "entries[0].size")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[{"name":"momentum","confidence":0.1,"size":1,"guards":[{"kind":"Rsi","period":5000,"relation":"Above","level":50}]}],"watches":[]}""", "guards[0].period")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[{"name":"momentum","confidence":0.1,"size":1,"guards":[{"kind":"TrailingStop","fraction":0.1}]}],"watches":[]}""", "guards[0]")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[],"watches":[{"name":"go","intent":"Enter","combine":"All","conditions":[{"kind":"PriceAbove","price":1}]}]}""", "watches[0].intent")]
    [InlineData("""{"symbol":"AAPL","reason":"r","entries":[],"watches":[{"name":"trailing-stop","intent":"Inform","combine":"All","conditions":[{"kind":"PriceAbove","price":1}]}]}""", "name")]
    public void Read_AnswerThatIsWrong_IsRefusedWithTheReason(string text, string reason)
    {
        var (plan, refusal) = PlanAnswer.Read(text, sample.Rules, PlanLimits.Default);

        plan.ShouldBeNull();
        refusal.ShouldNotBeNull().ShouldContain(reason);
        refusal.Length.ShouldBeLessThanOrEqualTo(400);
    }

    [Fact]
    public void Read_AnswerWithTooManyGuardsAndWatches_NamesBoth()
    {
        var guard = """{"kind":"PriceAbove","price":1}""";
        var watch = $$"""{"name":"w","intent":"Inform","combine":"All","conditions":[{{guard}}]}""";
        var text = $$"""{"symbol":"AAPL","reason":"r","entries":[{"name":"{{sample.Entries[0]}}","confidence":0.1,"size":1,"guards":[{{string.Join(',', Enumerable.Repeat(guard, 5))}}]}],"watches":[{{string.Join(',', Enumerable.Repeat(watch, 5))}}]}""";

        PlanAnswer.Read(text, sample.Rules, PlanLimits.Default).Refusal.ShouldNotBeNull().ShouldSatisfyAllConditions(r => r.ShouldContain("guards"), r => r.ShouldContain("watches"));
    }

    [Fact]
    public void Read_HostileTextInTheAnswer_StaysOneLine()
    {
        var (plan, refusal) = PlanAnswer.Read("""{"symbol":"AAPL","evil\u0000\n\u001b[2J":1}""", sample.Rules, PlanLimits.Default);

        plan.ShouldBeNull();
        refusal.ShouldNotBeNull().ShouldNotContain('\u001b');
        refusal.Any(char.IsControl).ShouldBeFalse();
    }
}
