using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Planning;

namespace TradingFunctions.Pipeline.Tests.Planning;

public sealed class AdviceAnswerTests
{
    private static readonly Alert Alert = new(
        PlanningSamples.Run, PlanningSamples.Symbol, 1, PlanningSamples.Open.AddHours(2), AlertIntent.Enter, "momentum", [], new Dictionary<string, double>(), 0.6, 1, 100, 0);

    private static readonly AlertDecision Entry = AlertEvaluator.Decide(
        Alert, new PlanningSamples(3).Rules with { ValidFromUtc = PlanningSamples.Open }, default, Alert.AtUtc, new AlertRules());

    [Theory]
    [InlineData("Proceed", "1", null)]
    [InlineData("Shrink", "0.25", 0.25)]
    [InlineData("Veto", "0", null)]
    [InlineData("Veto", "17", null)]
    public void Apply_Advice_IsTheDecisionOrLess(string verdict, string size, double? left)
    {
        var (advice, refusal) = AdviceAnswer.Read($$"""{"symbol":"AAPL","verdict":"{{verdict}}","size":{{size}},"reason":"so"}""", Alert);

        refusal.ShouldBeNull();
        var decision = AdviceAnswer.Apply(Entry, advice!);
        decision.Kind.ShouldBe(verdict == "Veto" ? DecisionKind.Ignore : DecisionKind.Trade);
        decision.Size.ShouldBe(left is { } part ? (decimal)part : null);
        decision.Reason.ShouldBe(verdict == "Veto" ? DecisionReason.Vetoed : DecisionReason.EntryMet);
        decision.Signal.ShouldBe(verdict == "Veto" ? null : Entry.Signal);
    }

    [Theory]
    [InlineData("""{"symbol":"AAPL","verdict":"Proceed","size":2,"reason":"more"}""")]
    [InlineData("""{"symbol":"AAPL","verdict":"Shrink","size":1.5,"reason":"more"}""")]
    [InlineData("""{"symbol":"AAPL","verdict":"Shrink","size":-1,"reason":"short it"}""")]
    [InlineData("""{"symbol":"AAPL","verdict":"Shrink","size":0,"reason":"?"}""")]
    [InlineData("""{"symbol":"AAPL","verdict":"None","size":1,"reason":"?"}""")]
    [InlineData("""{"symbol":"AAPL","verdict":7,"size":1,"reason":"?"}""")]
    [InlineData("""{"symbol":"MSFT","verdict":"Proceed","size":1,"reason":"?"}""")]
    [InlineData("""{"symbol":"AAPL","verdict":"Proceed","size":1,"reason":"?","quantity":1000}""")]
    [InlineData("""{"symbol":"AAPL","verdict":"Proceed","size":1}""")]
    [InlineData("Proceed")]
    [InlineData("null")]
    public void Read_AdviceThatIsWrong_IsRefused(string text)
    {
        var (advice, refusal) = AdviceAnswer.Read(text, Alert);

        advice.ShouldBeNull();
        refusal.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Apply_TwoParts_Multiply()
    {
        var half = Entry with { Size = 0.5m };

        AdviceAnswer.Apply(half, new AlertAdvice(AdviceVerdict.Shrink, "less", 0.5m)).Size.ShouldBe(0.25m);
        AdviceAnswer.Apply(half, new AlertAdvice(AdviceVerdict.Shrink, "dust", 0.000000001m)).Reason.ShouldBe(DecisionReason.Vetoed);
        AdviceAnswer.Apply(half, new AlertAdvice(AdviceVerdict.None, "TIMEOUT: slow")).ShouldBe(half);
    }
}
