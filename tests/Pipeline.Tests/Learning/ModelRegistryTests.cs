using TradingFunctions.Domain;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Pipeline.Tests.Learning;

public sealed class ModelRegistryTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly InMemoryDocumentStore documents = new();

    private ModelRegistry Registry => RegistryOn(documents);

    [Fact]
    public async Task Promotion_ArchivesTheOneBefore_AndRollbackBringsItBack()
    {
        await Add("a", "b", "c");
        foreach (var id in (string[])["a", "b", "c"])
        {
            (await Registry.Promote(id, "anna", "better", CancellationToken.None)).Status.ShouldBe(ModelChangeStatus.Done);
        }

        (await Stages()).ShouldBe([("c", ModelStage.Current), ("b", ModelStage.Archived), ("a", ModelStage.Archived)]);
        (await Registry.Rollback("anna", "loses", CancellationToken.None)).Model!.Id.ShouldBe("b");
        (await Stages()).ShouldBe([("c", ModelStage.Archived), ("b", ModelStage.Current), ("a", ModelStage.Archived)]);
        (await Registry.Rollback("anna", "loses", CancellationToken.None)).Model!.Id.ShouldBe("a");
        (await Registry.Rollback("anna", "loses", CancellationToken.None)).Status.ShouldBe(ModelChangeStatus.Missing);
        (await Registry.Current(CancellationToken.None))!.Id.ShouldBe("a");
        (await Audit()).Select(row => (row.Kind, row.Before, row.After, row.By)).ShouldBe(
        [
            (AuditKind.ModelPromoted, null, "\"a\"", "anna"), (AuditKind.ModelPromoted, "\"a\"", "\"b\"", "anna"), (AuditKind.ModelPromoted, "\"b\"", "\"c\"", "anna"),
            (AuditKind.ModelRolledBack, "\"c\"", "\"b\"", "anna"), (AuditKind.ModelRolledBack, "\"b\"", "\"a\"", "anna"),
        ]);
    }

    [Fact]
    public async Task Model_ThatWasNotBetter_IsNotPromotedByAnybody()
    {
        await Registry.Add(Record("a") with { IsBetter = false, Decision = "Not better." }, CancellationToken.None);

        (await Registry.Promote("a", "anna", "I want it", CancellationToken.None)).ShouldBe(new ModelChange(ModelChangeStatus.NotBetter, "Not better."));
        (await Registry.Promote("z", "anna", "x", CancellationToken.None)).Status.ShouldBe(ModelChangeStatus.Missing);
        (await Registry.Current(CancellationToken.None)).ShouldBeNull();
        (await Audit()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Promotion_MadeAgain_ChangesNothing()
    {
        await Add("a");
        await Registry.Promote("a", "rule", "x", CancellationToken.None);

        (await Registry.Promote("a", "rule", "x", CancellationToken.None)).Status.ShouldBe(ModelChangeStatus.Done);
        await Registry.Add(Record("a"), CancellationToken.None);

        (await Audit()).Count.ShouldBe(1);
        (await Stages()).ShouldBe([("a", ModelStage.Current)]);
    }

    [Fact]
    public async Task Promotion_ThatDiesAtAnyStep_IsWholeOrNotAtAll_AndAuditedOnceInTheEnd()
    {
        for (var step = 1; step <= 4; step++)
        {
            foreach (var after in (bool[])[false, true])
            {
                var store = new InMemoryDocumentStore();
                await RegistryOn(store).Add(Record("a"), CancellationToken.None);
                await RegistryOn(store).Add(Record("b"), CancellationToken.None);
                await RegistryOn(store).Promote("a", "rule", "x", CancellationToken.None);
                var dying = RegistryOn(new CrashingStore(store, new CrashPlan(step, after)));
                try
                {
                    await dying.Promote("b", "rule", "x", CancellationToken.None);
                }
                catch (CrashException)
                {
                    // It is started again.
                }

                (await RegistryOn(store).List(CancellationToken.None)).Count(model => model.Stage == ModelStage.Current).ShouldBe(1);
                await RegistryOn(store).Promote("b", "rule", "x", CancellationToken.None);
                (await RegistryOn(store).Current(CancellationToken.None))!.Id.ShouldBe("b");
                (await TrailOn(store).List(null, 100, CancellationToken.None)).Records.Length.ShouldBe(2, $"step {step}, after {after}");
            }
        }
    }

    [Fact]
    public async Task Promotions_OfManyHostsAtOnce_LeaveOneCurrentModel()
    {
        string[] ids = [.. Enumerable.Range(0, 12).Select(i => $"m{i:00}")];
        await Add(ids);

        await Task.WhenAll(ids.Select(id => Task.Run(() => Registry.Promote(id, "rule", "x", CancellationToken.None))));

        (await Stages()).Count(model => model.Stage == ModelStage.Current).ShouldBe(1);
        (await Audit()).Count.ShouldBe(12);
    }

    [Fact]
    public void File_ThatWasChanged_IsNotRead()
    {
        var width = BarFeatures.Names.Count;
        var model = new LogisticModel(BarFeatures.Version, 5, new double[width], [.. Enumerable.Repeat(1d, width)], new double[width], 0.25);
        var bytes = ModelFile.Of("run", Noon, model).ToBytes();

        var read = ModelFile.Read(new MemoryStream(bytes));
        read.Model.Bias.ShouldBe(0.25);
        read.Run.ShouldBe("run");
        Bad(System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(bytes).Replace("0.25", "0.26", StringComparison.Ordinal))).ShouldContain("checksum");
        Bad(bytes[..^3]).ShouldContain("no model file");
        Bad("{}"u8.ToArray()).ShouldContain("no model file");
        Bad("null"u8.ToArray()).ShouldContain("no model file");
        Bad(new byte[2_000_000]).ShouldContain("too long");
        Bad(ModelFile.Of("run", Noon, model with { FeatureVersion = 99 }).ToBytes()).ShouldContain("version 99");

        static string Bad(byte[] content) => Should.Throw<InvalidDataException>(() => ModelFile.Read(new MemoryStream(content))).Message;
    }

    [Fact]
    public void Retraining_IsWantedAtTheEndOfAWeekAndAfterADrift()
    {
        var wednesday = new DateOnly(2024, 3, 6);

        RetrainingStep.ReasonFor(wednesday, health: null).ShouldBeNull();
        RetrainingStep.ReasonFor(wednesday, new ModelHealth(Noon, "a", 100, -0.1, ModelHealth.Drift, HasDrifted: true))!.ShouldContain("a has drifted");
        RetrainingStep.ReasonFor(new DateOnly(2024, 3, 8), health: null).ShouldBe("end of the week");

        // Good Friday: the Thursday before ends the week.
        RetrainingStep.ReasonFor(new DateOnly(2024, 3, 28), health: null).ShouldBe("end of the week");
    }

    private static ModelRegistry RegistryOn(IDocumentStore store) => new(store, TrailOn(store));

    private static AuditTrail TrailOn(IDocumentStore store) => new(store, new AccountId("main"), TimeProvider.System);

    private async Task Add(params string[] ids)
    {
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
        {
            await Registry.Add(Record(id) with { CreatedUtc = Noon.AddMinutes(i) }, CancellationToken.None);
        }
    }

    private async Task<(string, ModelStage Stage)[]> Stages() => [.. (await Registry.List(CancellationToken.None)).Select(model => (model.Id, model.Stage))];

    private async Task<IReadOnlyList<AuditRecord>> Audit() => [.. (await TrailOn(documents).List(null, 100, CancellationToken.None)).Records.OrderBy(row => row.Key.Length).ThenBy(row => row.Key, StringComparer.Ordinal)];

    private static ModelRecord Record(string id) => new(
        id, ModelStage.Candidate, Noon, "00", Noon, 5, 1_000, new ModelScore(1_000, 0.68, 0.69, 0.24, 0.55, 0.53, 0.01, 5), OverCurrent: null, IsBetter: true, "Better.", "test");
}
