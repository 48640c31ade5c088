using System.Text;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.MlFlow;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit;
using TradingFunctions.TestKit.Http;
using TradingFunctions.TestKit.MlFlow;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Infra.Tests.MlFlow;

/// <summary>Runs sent to a server that checks every request against the documented schema.</summary>
public sealed class MlFlowTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly TempFolder folder = new();
    private readonly MlFlowStub server = MlFlowStub.Start();
    private readonly ExperimentStore store = new(new InMemoryDocumentStore());
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly FileArtefacts artefacts;

    public MlFlowTests() => artefacts = new FileArtefacts(id => folder[id]);

    private ExperimentSender Sender => new(store, artefacts, new MlFlowTracker(http, new MlFlowSettings(server.Address, "tests")), new AnalysisClock(TimeProvider.System));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        server.Violations.ShouldBeEmpty();
        http.Dispose();
        folder.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Run_ThatHasEnded_IsThereWithAllThatItHas()
    {
        await artefacts.Write("a", "report.html", stream => stream.Write("<svg"u8), CancellationToken.None);
        await store.Save(Ended("a") with { Artefacts = ["report.html", "gone.json"] }, CancellationToken.None);

        (await Sender.SendAll(CancellationToken.None)).ShouldBeEquivalentTo(new SendOutcome(1, 0, []));

        var run = server.Runs.ShouldHaveSingleItem();
        (run.Name, run.Status, run.Start, run.End).ShouldBe(("a replay", "FINISHED", new DateTimeOffset(Noon).ToUnixTimeMilliseconds(), new DateTimeOffset(Noon.AddHours(1)).ToUnixTimeMilliseconds()));
        run.Parameters["momentum.buyAbove"].ShouldBe("0.005");
        run.Metrics["sharpe"].ShouldBe(1.5);
        run.Tags[MlFlowTracker.IdTag].ShouldBe("a");
        (run.Tags["nightly"], run.Tags["contract"]).ShouldBe(("true", "AAPL, MSFT"));
        Encoding.UTF8.GetString(server.Files.ShouldHaveSingleItem().Value).ShouldBe("<svg");
        server.Files.Keys.Single().ShouldBe($"1/{run.Id}/artifacts/report.html");
        (await store.Find("a", CancellationToken.None))!.RemoteId.ShouldBe(run.Id);
    }

    [Fact]
    public async Task Run_SentAgain_IsNoSecondOne_AlsoWhenItsIdThereWasForgotten()
    {
        await store.Save(Ended("a"), CancellationToken.None);
        await Sender.SendAll(CancellationToken.None);

        (await Sender.SendAll(CancellationToken.None)).Sent.ShouldBe(0);
        await store.Save(Ended("a") with { Metrics = new() { ["sharpe"] = 2 } }, CancellationToken.None);
        (await Sender.SendAll(CancellationToken.None)).Sent.ShouldBe(1);

        server.Runs.ShouldHaveSingleItem().Metrics["sharpe"].ShouldBe(2);
    }

    [Fact]
    public async Task Run_ThatRuns_IsNotSentYet()
    {
        await store.Begin(Ended("a") with { Status = ExperimentStatus.Running, FinishedUtc = null }, CancellationToken.None);
        (await Sender.SendAll(CancellationToken.None)).Sent.ShouldBe(0);

        await store.Change("a", run => run with { Status = ExperimentStatus.Failed, FinishedUtc = Noon.AddHours(2), Failure = "no bars" }, CancellationToken.None);
        (await Sender.SendAll(CancellationToken.None)).Sent.ShouldBe(1);

        server.Runs[0].Status.ShouldBe("FAILED");
        server.Runs[0].Tags["trading_functions.failure"].ShouldBe("no bars");
    }

    [Fact]
    public async Task Run_ThatFailedAndFinishedThen_HasNoFailureAnyMore()
    {
        await store.Save(Ended("a") with { Status = ExperimentStatus.Failed, Failure = "Interrupted." }, CancellationToken.None);
        await Sender.SendAll(CancellationToken.None);
        await store.Save(Ended("a"), CancellationToken.None);
        await Sender.SendAll(CancellationToken.None);

        var run = server.Runs.ShouldHaveSingleItem();
        (run.Status, run.Tags["trading_functions.failure"]).ShouldBe(("FINISHED", string.Empty));
    }

    [Fact]
    public async Task Tag_OfTheProgramsOwnKeys_ChangesNoRunsIdentity()
    {
        ExperimentTag.IsValid("trading_functions.run:b", out var error).ShouldBeFalse();
        error.ShouldContain("kept for the program");
        await store.Save(Ended("a") with { Tags = ["Trading_Functions.run:b", "trading_functions.run:b"] }, CancellationToken.None);

        (await Sender.SendAll(CancellationToken.None)).Left.ShouldBe(0);

        server.Runs.ShouldHaveSingleItem().Tags[MlFlowTracker.IdTag].ShouldBe("a");
    }

    [Fact]
    public async Task Parts_KnowTheirParent()
    {
        await store.Save(Ended("a.part") with { Parent = "sweep" }, CancellationToken.None);
        await store.Save(Ended("sweep") with { Kind = ExperimentKind.Sweep }, CancellationToken.None);

        (await Sender.SendAll(CancellationToken.None)).Left.ShouldBe(0);

        server.Runs.Length.ShouldBe(2);
        server.Runs.Single(run => run.Tags[MlFlowTracker.IdTag] == "a.part").Tags["mlflow.parentRunId"].ShouldBe(server.Runs.Single(run => run.Tags[MlFlowTracker.IdTag] == "sweep").Id);
    }

    [Fact]
    public async Task Run_WithMoreAndLongerThanOneRequestTakes_IsSentInSeveral()
    {
        var many = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < 230; i++)
        {
            many[$"parameter {i}"] = i == 0 ? new string('x', 900) : "1";
        }

        await store.Save(Ended("a") with { Parameters = many, Metrics = new() { ["p&l, net"] = 1 }, Name = new string('n', 250) }, CancellationToken.None);

        (await Sender.SendAll(CancellationToken.None)).Left.ShouldBe(0);

        server.Runs[0].Parameters.Count.ShouldBe(230);
        server.Runs[0].Metrics.Keys.ShouldBe(["p_l_ net"]);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(429)]
    public async Task Server_InTrouble_GetsEverythingLater(int status)
    {
        await store.Save(Ended("a"), CancellationToken.None);
        await store.Save(Ended("b"), CancellationToken.None);
        server.Fault = _ => new StubAnswer(status, "<html>secret proxy page</html>", "text/html");

        var outcome = await Sender.SendAll(CancellationToken.None);
        var asked = server.Requests.Length;
        server.Fault = null;
        var later = await Sender.SendAll(CancellationToken.None);

        (outcome.Sent, outcome.Left, asked).ShouldBe((0, 2, 1));
        outcome.Problems.ShouldHaveSingleItem().ShouldContain($"answered {status}");
        later.ShouldBeEquivalentTo(new SendOutcome(2, 0, []));
    }

    [Fact]
    public async Task Server_ThatIsNotThere_FailsNothing()
    {
        await store.Save(Ended("a"), CancellationToken.None);
        var away = new ExperimentSender(store, artefacts, new MlFlowTracker(http, new MlFlowSettings(new Uri("http://127.0.0.1:1/"), "tests", Token: "s3cret")), new AnalysisClock(TimeProvider.System));

        var outcome = await away.SendAll(CancellationToken.None);

        outcome.Left.ShouldBe(1);
        outcome.Problems.ShouldHaveSingleItem().ShouldContain("cannot be reached");
        outcome.Problems[0].ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task Run_ThatTheServerRefuses_HoldsUpNoOther()
    {
        await store.Save(Ended("a"), CancellationToken.None);
        await store.Save(Ended("b"), CancellationToken.None);
        server.Fault = request => request.Path.EndsWith("runs/create", StringComparison.Ordinal) && request.Text.Contains("\"a\"", StringComparison.Ordinal)
            ? new StubAnswer(400, """{"error_code":"INVALID_PARAMETER_VALUE","message":"no"}""")
            : null;

        var outcome = await Sender.SendAll(CancellationToken.None);

        (outcome.Sent, outcome.Left).ShouldBe((1, 1));
        outcome.Problems.ShouldHaveSingleItem().ShouldContain("a: api/2.0/mlflow/runs/create answered 400 INVALID_PARAMETER_VALUE: no");
    }

    [Fact]
    public async Task File_ThatCannotBeRead_IsToldApartFromTheServer_AndHoldsUpNoOther()
    {
        await store.Save(Ended("a") with { Artefacts = ["report.html"] }, CancellationToken.None);
        await store.Save(Ended("b"), CancellationToken.None);
        var sender = new ExperimentSender(store, new OneStream(() => new SourceStream(new byte[200_000], failsAt: 100_000)), Tracker, new AnalysisClock(TimeProvider.System));

        var outcome = await sender.SendAll(CancellationToken.None);

        (outcome.Sent, outcome.Left).ShouldBe((1, 1));
        outcome.Problems.ShouldHaveSingleItem().ShouldContain("report.html cannot be read: The disk is gone.");
    }

    [Fact]
    public async Task File_ThatCannotBeWoundBack_IsSentWithItsLength()
    {
        await store.Save(Ended("a") with { Artefacts = ["report.html"] }, CancellationToken.None);
        var content = Enumerable.Range(0, 200_000).Select(i => (byte)(i % 251)).ToArray();

        (await new ExperimentSender(store, new OneStream(() => new SourceStream(content)), Tracker, new AnalysisClock(TimeProvider.System)).SendAll(CancellationToken.None)).Left.ShouldBe(0);

        server.Files.ShouldHaveSingleItem().Value.ShouldBe(content);
        server.Requests.Single(request => request.Path.Contains("mlflow-artifacts", StringComparison.Ordinal)).Headers["content-length"].ShouldBe("200000");
    }

    private MlFlowTracker Tracker => new(http, new MlFlowSettings(server.Address, "tests"));

    /// <summary>Artefacts of which each is the same stream.</summary>
    private sealed class OneStream(Func<Stream> open) : IArtefacts
    {
        public Task Write(string run, string name, Action<Stream> write, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Stream? OpenRead(string run, string name) => open();

        public void Delete(string run, string name) => throw new NotSupportedException();

        public IReadOnlyList<Artefact> List(string run) => throw new NotSupportedException();
    }

    /// <summary>As a blob comes: with a length, and not to be wound back.</summary>
    private sealed class SourceStream(byte[] content, int failsAt = int.MaxValue) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= failsAt ? throw new IOException("The disk is gone.") : base.ReadAsync(buffer, cancellationToken);
    }

    [Fact]
    public async Task Connection_CutAfterAnyRequest_LeavesOneRunInTheEnd()
    {
        await artefacts.Write("a", "report.html", stream => stream.Write("<svg"u8), CancellationToken.None);
        for (var after = 1; after <= 7; after++)
        {
            await store.Save(Ended("a") with { Artefacts = ["report.html"] }, CancellationToken.None);
            var count = 0;
            var last = after;
            server.Fault = _ => ++count > last ? new StubAnswer(502, "", "text/plain") : null;
            await Sender.SendAll(CancellationToken.None);
        }

        server.Fault = null;
        (await Sender.SendAll(CancellationToken.None)).Left.ShouldBe(0);

        server.Runs.ShouldHaveSingleItem().Status.ShouldBe("FINISHED");
    }

    [Fact]
    public async Task Senders_OfManyProcessesAtOnce_MakeOneRunOfEach()
    {
        for (var i = 0; i < 6; i++)
        {
            await store.Save(Ended("sweep") with { Kind = ExperimentKind.Sweep }, CancellationToken.None);
            await store.Save(Ended($"a.part{i}") with { Parent = "sweep" }, CancellationToken.None);
        }

        using var start = new Barrier(4);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Sender.SendAll(CancellationToken.None);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
        await Sender.SendAll(CancellationToken.None);

        outcomes.ShouldAllBe(outcome => outcome.Problems.Length == 0);
        server.Runs.Select(run => run.Tags[MlFlowTracker.IdTag]).Order().ShouldBe(["a.part0", "a.part1", "a.part2", "a.part3", "a.part4", "a.part5", "sweep"]);
        server.Runs.Where(run => run.Tags.ContainsKey("mlflow.parentRunId")).Count().ShouldBe(6);
        (await Sender.SendAll(CancellationToken.None)).ShouldBeEquivalentTo(new SendOutcome(0, 0, []));
    }

    [Fact]
    public async Task Sender_ThatDiesOnceItHasMadeTheRun_IsFollowedWhenItsClaimRunsOut_ByOneThatFindsIt()
    {
        var clock = new AnalysisClock(new FixedTime(Noon));
        await store.Save(Ended("a"), CancellationToken.None);
        var dead = new ExperimentSender(store, artefacts, new DyingTracker(new MlFlowTracker(http, new MlFlowSettings(server.Address, "tests"))), clock);
        _ = dead.SendAll(CancellationToken.None);
        await Until(() => server.Runs is [{ Status: "FINISHED" }]);

        (await Other(Noon + ExperimentSender.ClaimTime - TimeSpan.FromSeconds(1)).SendAll(CancellationToken.None)).ShouldBeEquivalentTo(new SendOutcome(0, 1, []));
        (await Other(Noon + ExperimentSender.ClaimTime).SendAll(CancellationToken.None)).ShouldBeEquivalentTo(new SendOutcome(1, 0, []));

        server.Runs.ShouldHaveSingleItem().Status.ShouldBe("FINISHED");

        ExperimentSender Other(DateTime now) => new(store, artefacts, new MlFlowTracker(http, new MlFlowSettings(server.Address, "tests")), new AnalysisClock(new FixedTime(now)));
    }

    [Fact]
    public async Task Run_ThatEndsAnewWhileItIsSent_IsSentAgain()
    {
        await store.Save(Ended("a"), CancellationToken.None);
        var ended = false;
        server.Fault = request =>
        {
            if (!ended && request.Path.EndsWith("runs/create", StringComparison.Ordinal))
            {
                ended = true;
                store.Save(Ended("a") with { Metrics = new() { ["sharpe"] = 7 } }, CancellationToken.None).GetAwaiter().GetResult();
            }

            return null;
        };

        (await Sender.SendAll(CancellationToken.None)).ShouldBeEquivalentTo(new SendOutcome(2, 0, []));

        server.Runs.ShouldHaveSingleItem().Metrics["sharpe"].ShouldBe(7);
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10);
        }
    }

    /// <summary>Makes the run there, and is not heard of any more: a process that died.</summary>
    private sealed class DyingTracker(IExperimentTracker inner) : IExperimentTracker
    {
        public string Address => inner.Address;

        public async Task<string> Send(ExperimentRecord record, string? parentRemoteId, IArtefacts artefacts, CancellationToken cancellationToken)
        {
            await inner.Send(record, parentRemoteId, artefacts, cancellationToken);
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            throw new InvalidOperationException("It is dead.");
        }
    }

    private sealed class FixedTime(DateTime nowUtc) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(nowUtc, TimeSpan.Zero);
    }

    [Fact]
    public async Task Server_WithoutArtefactsOfItsOwn_IsToldThatTheyAreHere()
    {
        await using var plain = MlFlowStub.Start(proxiesArtifacts: false);
        await artefacts.Write("a", "report.html", stream => stream.Write("<svg"u8), CancellationToken.None);
        await store.Save(Ended("a") with { Artefacts = ["report.html"] }, CancellationToken.None);

        (await new ExperimentSender(store, artefacts, new MlFlowTracker(http, new MlFlowSettings(plain.Address, "tests")), new AnalysisClock(TimeProvider.System)).SendAll(CancellationToken.None)).Left.ShouldBe(0);

        plain.Violations.ShouldBeEmpty();
        plain.Files.ShouldBeEmpty();
        plain.Runs[0].Tags["trading_functions.artefacts"].ShouldContain("report.html");
    }

    [Fact]
    public async Task Credentials_OfTheEnvironment_AreSent()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MLFLOW_TRACKING_URI"] = server.Address.ToString(),
            ["MLFLOW_TRACKING_USERNAME"] = "anna",
            ["MLFLOW_TRACKING_PASSWORD"] = "pass",
            ["MLFLOW_EXPERIMENT_NAME"] = "my experiment / 1",
        };
        var settings = MlFlowSettings.Read(variables.GetValueOrDefault)!;
        await store.Save(Ended("a"), CancellationToken.None);

        (await new ExperimentSender(store, artefacts, new MlFlowTracker(http, settings), new AnalysisClock(TimeProvider.System)).SendAll(CancellationToken.None)).Left.ShouldBe(0);

        server.Requests.ShouldAllBe(request => request.Headers["authorization"] == "Basic YW5uYTpwYXNz");
        settings.ToString().ShouldNotContain("pass");
    }

    [Theory]
    [InlineData("file:///tmp/mlruns")]
    [InlineData("databricks")]
    [InlineData("http://anna:pass@host/")]
    public void Address_ThatIsNone_IsRefusedWithoutRepeatingIt(string address) =>
        Should.Throw<FormatException>(() => MlFlowSettings.Read(name => name == MlFlowSettings.AddressVariable ? address : null)).Message.ShouldNotContain(address);

    [Fact]
    public void Address_ThatIsNotSet_IsNoServer() => MlFlowSettings.Read(_ => null).ShouldBeNull();

    private static ExperimentRecord Ended(string id) => new(
        id, ExperimentKind.Replay, "a replay", ["nightly", "contract:AAPL", "contract:MSFT"], ExperimentStatus.Finished, Noon, Noon.AddHours(1),
        new() { ["momentum.buyAbove"] = "0.005" }, new() { ["sharpe"] = 1.5 }, []);
}
