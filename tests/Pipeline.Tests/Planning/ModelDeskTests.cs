using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Clocks;
using TradingFunctions.TestKit.Models;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Pipeline.Tests.Planning;

public sealed class ModelDeskTests
{
    private static readonly RunId Run = new("main-20240306");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly InMemoryDocumentStore store = new();
    private readonly FakeModel model = new() { Keeps = false };
    private readonly ManualClock clock = new(new DateTime(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc));

    private ModelStore Stored => new(store);

    [Fact]
    public async Task Ask_TheSameQuestionAgain_UsesTheStoredAnswer()
    {
        model.ReplyWith("yes");
        (await Sut().Ask(Run, [Question("a")], Patience, default)).ShouldBe([new ModelReply("yes", null)]);
        model.ReplyWith("no");

        (await Sut().Ask(Run, [Question("a", "other words")], Patience, default)).ShouldBe([new ModelReply("yes", null)]);

        model.Asked.ShouldBe(1);
        (await Stored.Budget(Run, default)).ShouldBe(new ModelBudget(Tokens: 1100, Cost: 0.0013m, Asked: 1, Answered: 1));
        var exchange = (await Stored.List(Run, null, 10, default)).Items.ShouldHaveSingleItem();
        (exchange.Prompt, exchange.Answer, exchange.Outcome, exchange.AskedUtc).ShouldBe(("question a", "yes", ModelOutcome.Answered, clock.GetUtcNow().UtcDateTime));
    }

    [Fact]
    public async Task Ask_AskerWentAway_IsNotAskedAgainAndStaysCharged()
    {
        using var stop = new CancellationTokenSource();
        model.Reply = async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return FakeModel.Answer("never");
        };
        await Should.ThrowAsync<OperationCanceledException>(() => Sut().Ask(Run, [Question("a")], Patience, stop.Token));
        model.ReplyWith("late");

        var replies = await Sut().Ask(Run, [Question("a")], Patience, default);

        replies.ShouldHaveSingleItem().Refusal.ShouldNotBeNull().ShouldStartWith("INTERRUPTED");
        model.Asked.ShouldBe(1);
        var budget = await Stored.Budget(Run, default);
        (budget.Interrupted, budget.Tokens).ShouldBe((1, ModelTerms.MostTokens(Question("a").Prompt)));
    }

    [Fact]
    public async Task Ask_AnswerWasKeptBeforeTheCrash_IsTakenUp()
    {
        model.Keeps = true;
        model.ReplyWith("kept");
        store.BeforeTransaction = (number, _, _) => number == 2 ? throw new IOException("the power is gone") : Task.CompletedTask;
        await Should.ThrowAsync<IOException>(() => Sut().Ask(Run, [Question("a")], Patience, default));
        store.BeforeTransaction = null;

        (await Sut().Ask(Run, [Question("a")], Patience, default)).ShouldBe([new ModelReply("kept", null)]);

        model.Asked.ShouldBe(1);
        (await Stored.Budget(Run, default)).ShouldBe(new ModelBudget(Tokens: 1100, Cost: 0.0013m, Asked: 1, Answered: 1));
    }

    [Fact]
    public async Task Ask_PromptThatWasAnsweredInAnotherRun_CostsNothing()
    {
        model.Keeps = true;
        model.ReplyWith("yes");
        await Sut().Ask(new RunId("main-20240305"), [Question("x", "question a")], Patience, default);

        (await Sut().Ask(Run, [Question("a")], Patience, default)).ShouldBe([new ModelReply("yes", null)]);

        model.Asked.ShouldBe(1);
        (await Stored.Budget(Run, default)).ShouldBe(new ModelBudget(Recalled: 1, Answered: 1));
    }

    [Fact]
    public async Task Ask_MoreThanTheDaysTokens_IsNotAsked()
    {
        model.Reply = (_, _) => Task.FromResult(new ModelAnswer("yes", null, null));
        var most = ModelTerms.MostTokens(Question("a").Prompt);

        var replies = await Sut(o => o with { DailyTokens = (2 * most) + 1, Parallel = 2 }).Ask(Run, [Question("a"), Question("b"), Question("c")], Patience, default);

        replies.Select(r => r.Text).ShouldBe(["yes", "yes", null]);
        replies[2].Refusal.ShouldNotBeNull().ShouldStartWith("BUDGET");
        (await Stored.Budget(Run, default)).ShouldBe(new ModelBudget(Tokens: 2 * most, Cost: 2 * Terms().MostCost(Question("a").Prompt), Asked: 2, Answered: 2, NotAsked: 1));
    }

    [Fact]
    public async Task Ask_MoreThanTheDaysDollars_IsNotAsked()
    {
        model.ReplyWith("yes");

        var replies = await Sut(o => o with { DailyCost = 0.0001m }).Ask(Run, [Question("a")], Patience, default);

        replies[0].Refusal.ShouldNotBeNull().ShouldContain("dollars");
        model.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Ask_TimeIsUsedUp_TheRestIsNotAsked()
    {
        model.Reply = (_, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(40));
            return Task.FromResult(FakeModel.Answer("yes"));
        };

        var replies = await Sut(o => o with { Parallel = 1 }).Ask(Run, [Question("a"), Question("b"), Question("c")], Patience, default);

        replies.Select(r => r.Text).ShouldBe(["yes", "yes", null]);
        replies[2].Refusal.ShouldNotBeNull().ShouldStartWith("TIME");
    }

    [Theory]
    [InlineData(ModelFailure.Timeout, "TIMEOUT", true)]
    [InlineData(ModelFailure.TooLarge, "TOO_LARGE", true)]
    [InlineData(ModelFailure.Malformed, "MALFORMED", true)]
    [InlineData(ModelFailure.RateLimited, "RATE_LIMITED", false)]
    [InlineData(ModelFailure.Unavailable, "UNAVAILABLE", false)]
    [InlineData(ModelFailure.Refused, "REFUSED", false)]
    public async Task Ask_ModelFails_SaysWhyAndChargesWhatMayBeBilled(ModelFailure failure, string code, bool isCharged)
    {
        model.Reply = (_, _) => throw new ModelException(failure, "so it is\nindeed");

        var replies = await Sut().Ask(Run, [Question("a")], Patience, default);

        replies[0].Refusal.ShouldBe($"{code}: so it is indeed");
        (await Stored.Budget(Run, default)).Tokens.ShouldBe(isCharged ? ModelTerms.MostTokens(Question("a").Prompt) : 0);
        model.ReplyWith("yes");
        (await Sut().Ask(Run, [Question("a")], Patience, default))[0].Refusal.ShouldBe(replies[0].Refusal);
    }

    [Fact]
    public async Task Ask_AnswerThatIsRefused_IsKeptWithTheReason()
    {
        model.ReplyWith("nonsense");

        var replies = await Sut().Ask(Run, [Question("a") with { Judge = text => $"MALFORMED: {text}" }], Patience, default);

        replies[0].ShouldBe(new ModelReply(null, "MALFORMED: nonsense"));
        var exchange = (await Stored.List(Run, null, 10, default)).Items.ShouldHaveSingleItem();
        (exchange.Outcome, exchange.Answer, exchange.Reason).ShouldBe((ModelOutcome.Refused, "nonsense", "MALFORMED: nonsense"));
    }

    [Fact]
    public async Task Ask_KeptAnswersOnly_AsksNobody()
    {
        model.ReplyWith("yes");

        (await Sut(o => o with { RecordedOnly = true }).Ask(Run, [Question("a")], Patience, default))[0].Refusal.ShouldNotBeNull().ShouldStartWith("NOT_KEPT");

        model.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Ask_ManyAtOnce_KeepsTheBudgetWhole()
    {
        model.ReplyWith("yes");
        ModelQuestion[] questions = [.. Enumerable.Range(0, 40).Select(i => Question($"q{i:D2}"))];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Sut().Ask(Run, questions[(i * 10)..((i + 1) * 10)], Patience, default)));

        (await Stored.Budget(Run, default)).ShouldBe(new ModelBudget(Tokens: 40 * 1100, Cost: 40 * 0.0013m, Asked: 40, Answered: 40));
    }

    private static ModelQuestion Question(string id, string? text = null) =>
        new(id, new ModelPrompt("You are careful.", text ?? $"question {id}", "plan", "{}", 200, TimeSpan.FromSeconds(1)), _ => null);

    private static ModelTerms Terms(TimeProvider? wall = null) => new(new LlmOptions { Model = "fake", PromptPrice = 1m, AnswerPrice = 3m }, wall ?? TimeProvider.System);

    private ModelDesk Sut(Func<LlmOptions, LlmOptions>? change = null)
    {
        var terms = Terms(clock);
        return new ModelDesk(Stored, model, terms with { Options = (change ?? (o => o))(terms.Options) }, clock);
    }
}
