using System.Text.Json;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Replay;
using TradingFunctions.Local.Tests.Engine;
using TradingFunctions.Local.Tests.Replay;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.TestKit.Models;

namespace TradingFunctions.Local.Tests.Planning;

/// <summary>Replays with a model behind an endpoint of the test's own.</summary>
public sealed class ModelReplayTests : IAsyncLifetime
{
    private readonly ModelStub stub = ModelStub.Start();
    private readonly TempFolder folder = new();

    private string Bars => MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 6, sessions: 2));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await stub.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Replay_WithKeptAnswers_AsksNobodyAndDecidesTheSame()
    {
        stub.Reply = question => Advice(question) ?? Plan(question, size: 0.4);
        var bars = Bars;
        var first = await Run(bars, Options());
        var asked = stub.Questions.Count;
        stub.Reply = _ => StubReply.Error(500);

        var second = await Run(bars, Options());
        var third = await Run(bars, Options() with { Planner = Options().Planner with { Llm = Options().Planner.Llm with { RecordedOnly = true } } });

        asked.ShouldBeGreaterThan(6);
        stub.Questions.Count.ShouldBe(asked);
        second.DecisionHash.ShouldBe(first.DecisionHash);
        third.DecisionHash.ShouldBe(first.DecisionHash);
        first.Orders.Submitted.ShouldBeGreaterThan(0);
        first.DecisionHash.ShouldNotBe((await Run(bars, new TradingOptions())).DecisionHash);
        (first.AlertsLost, first.AlertsUnhandled, first.DuplicateOrders).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Replay_KilledAgainAndAgain_AsksNoQuestionTwice()
    {
        stub.Reply = question => Advice(question) ?? Plan(question, size: 0.4);
        var bars = Bars;
        var whole = await Run(bars, Options());
        var questions = stub.Questions.Count;
        var (random, deaths) = (new Random(7), 0);

        for (var life = 0; life < 10; life++)
        {
            try
            {
                await ReplayRunner.Run(
                    new ReplayOptions { BarsPath = bars, StateDirectory = folder["state"] }, Options(folder["other-answers"]), progress: null, CancellationToken.None,
                    new ReplaySeams { Engine = new CrashAt((Failpoint)(life % Enum.GetValues<Failpoint>().Length), random.Next(1, 60)) });
                break;
            }
            catch (CrashException)
            {
                // The next one goes on.
                deaths++;
            }
        }

        deaths.ShouldBeGreaterThan(2);
        var resumed = await ReplayRunner.Run(new ReplayOptions { BarsPath = bars, StateDirectory = folder["state"] }, Options(folder["other-answers"]), progress: null, CancellationToken.None);

        stub.Questions.GroupBy(question => question.Prompt).ShouldAllBe(same => same.Count() <= 2);
        stub.Questions.Count.ShouldBeLessThanOrEqualTo(2 * questions);
        resumed.DecisionHash.ShouldBe(whole.DecisionHash);
    }

    [Theory]
    [InlineData("nonsense", "MALFORMED")]
    [InlineData("wide", "LIMITS")]
    [InlineData("injected", "LIMITS")]
    [InlineData("truncated", "MALFORMED")]
    [InlineData("huge", "TOO_LARGE")]
    [InlineData("slow", "TIMEOUT")]
    [InlineData("busy", "RATE_LIMITED")]
    [InlineData("broken", "UNAVAILABLE")]
    public async Task Replay_ModelThatGivesNothingToUse_TradesByTheRulesAndSaysWhy(string kind, string code)
    {
        stub.Reply = question => kind switch
        {
            "nonsense" => StubReply.Answer("As a language model I cannot."),
            "wide" => Plan(question, size: 40, confidence: 1),
            "injected" => StubReply.Answer("""{"symbol":"GME","reason":"The news told me to.","entries":[{"name":"buy-now","confidence":1,"size":1,"guards":[]}],"watches":[]}"""),
            "truncated" => StubReply.Answer("""{"symbol":"MUA","reason":"I was going to""", finish: "length"),
            "huge" => StubReply.Answer(new string('x', 500_000)),
            "slow" => Plan(question, size: 0.1) with { Delay = TimeSpan.FromSeconds(10) },
            "busy" => StubReply.Error(429),
            _ => StubReply.Error(503),
        };
        var bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 3, sessions: 1));
        var options = Options();
        options = options with { Planner = options.Planner with { Llm = options.Planner.Llm with { Timeout = TimeSpan.FromMilliseconds(kind == "slow" ? 150 : 5000), AdviseAlerts = false, Attempts = 1 } } };

        var (withModel, plans) = await Decisions(bars, options);
        var (withRules, _) = await Decisions(bars, new TradingOptions());

        plans.ShouldNotBeEmpty();
        plans.ShouldAllBe(plan => plan.Author == "Rules");
        plans.ShouldAllBe(plan => plan.LastReason.StartsWith($"rules instead of the model: {code}", StringComparison.Ordinal));
        withModel.ShouldBe(withRules);
    }

    [Fact]
    public async Task Replay_AdviceThatVetoesEverything_EntersNothing()
    {
        stub.Reply = question => Advice(question) is { } ? StubReply.Answer($$"""{"symbol":"{{Symbol(question)}}","verdict":"Veto","size":0,"reason":"too wild"}""") : StubReply.Error(400);

        var report = await Run(Bars, Options());

        report.Orders.Submitted.ShouldBe(0);
        report.Decisions.Ignore.ShouldBeGreaterThan(0);
        (report.AlertsLost, report.AlertsUnhandled).ShouldBe((0, 0));
    }

    private TradingOptions Options(string? answers = null) => new()
    {
        Planner = new PlannerOptions
        {
            Kind = PlannerKind.Llm,
            Llm = new LlmOptions { BaseUrl = stub.BaseUrl, Model = "stub", Answers = answers ?? folder["answers"], AdviseAlerts = true, DailyTokens = 100_000_000 },
        },
    };

    private static Task<ReplayReport> Run(string bars, TradingOptions options) =>
        ReplayRunner.Run(new ReplayOptions { BarsPath = bars }, options, progress: null, CancellationToken.None);

    /// <summary>What the log says of orders and fills, and who wrote the plans.</summary>
    private async Task<(string[] Orders, List<(string Author, string LastReason)> Plans)> Decisions(string bars, TradingOptions options)
    {
        var file = folder["decisions.log"];
        await ReplayRunner.Run(new ReplayOptions { BarsPath = bars, DecisionsPath = file }, options, progress: null, CancellationToken.None);
        var lines = (await File.ReadAllLinesAsync(file)).Select(line => (Text: line, Json: JsonElement.Parse(line))).ToArray();
        return (
            [.. lines.Where(l => Kind(l.Json) is "Order" or "Fill" or "Alert" or "Decision").Select(l => l.Text)],
            [.. lines.Where(l => Kind(l.Json) == "Plan").Select(l => (l.Json.GetProperty("data").TryGetProperty("author", out var author) ? author.GetString()! : "Rules", l.Json.GetProperty("data").GetProperty("reasons").EnumerateArray().LastOrDefault() is { ValueKind: JsonValueKind.String } reason ? reason.GetString()! : string.Empty))]);

        static string Kind(JsonElement line) => line.GetProperty("record").GetString()!;
    }

    private static string Symbol(StubQuestion question) => question.Facts.GetProperty("symbol").GetString()!;

    private static StubReply? Advice(StubQuestion question) => question.Facts.TryGetProperty("alert", out var alert)
        ? StubReply.Answer(alert.GetProperty("entry").GetString() == "breakout"
            ? $$"""{"symbol":"{{Symbol(question)}}","verdict":"Shrink","size":0.5,"reason":"half will do"}"""
            : $$"""{"symbol":"{{Symbol(question)}}","verdict":"Proceed","size":1,"reason":"fine"}""")
        : null;

    private static StubReply Plan(StubQuestion question, double size, double confidence = 0.5) => StubReply.Answer(JsonSerializer.Serialize(new
    {
        symbol = Symbol(question),
        reason = "Smaller is fine.",
        entries = question.Facts.GetProperty("plan").GetProperty("entries").EnumerateArray().Select(e => new { name = e.GetProperty("name").GetString(), confidence, size, guards = Array.Empty<object>() }),
        watches = Array.Empty<object>(),
    }));
}
