using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline.Durable;
using Xunit.Abstractions;

namespace TradingFunctions.Cloud.Tests.Durable.Conformance;

/// <summary>Random programs, recorded by the embedded engine in virtual time, take the same steps on the Durable Task SDK in every turn.</summary>
public sealed class RecordedHistoryTests(ITestOutputHelper output) : IDisposable
{
    static readonly DateTime Start = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Turns_OfRandomPrograms_AreTheSameOnTheSdk(int seed)
    {
        await using var engine = await Record(seed);
        var compared = 0;
        foreach (var instance in (await engine.List(new(Limit: 1_000), CancellationToken.None)).Items)
            compared += Compare(engine, instance);

        output.WriteLine($"{compared} turns compared.");
        compared.ShouldBeGreaterThan(Scripted.Instances);
    }

    [Fact]
    public async Task Comparison_OfATurnWithAnotherInput_Fails()
    {
        await using var engine = await Record(seed: 1);
        var turns = engine.ReadTurns(Scripted.Id(0)).Where(turn => turn.Generation == 0).ToArray();
        var changed = Array.FindIndex(turns, turn => turn.Actions.Any(HasInput));
        turns[changed] = turns[changed] with
        {
            Actions = [.. turns[changed].Actions.Select(action => HasInput(action) ? action with { Data = "4711"u8.ToArray() } : action)],
        };

        Should.Throw<ShouldAssertException>(
            () => SdkRunner.ShouldTakeTheSameSteps(Scripted.Id(0), Scripted.Orchestration, turns)).Message.ShouldContain("4711");

        static bool HasInput(TurnAction action) => action.Kind is TurnActionKind.ScheduleActivity or TurnActionKind.StartChild;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    async Task<EmbeddedEngine> Record(int seed)
    {
        var random = new Random(seed);
        var options = new EngineOptions
        {
            DatabasePath = Path.Combine(_folder.FullName, "engine.db"),
            Durability = Durability.Off,
            KeepPastGenerations = true,
        };
        var engine = EmbeddedEngine.Open(
            options, Scripted.Catalog, new ServiceCollection().BuildServiceProvider(), new VirtualClock(Start), NullLoggerFactory.Instance);
        for (var number = 0; number < Scripted.Instances; number++)
        {
            var program = ScriptedProgram.Random(random);
            await engine.Start(Scripted.Orchestration, Scripted.Id(number), program, StartPolicy.Once, CancellationToken.None);
        }

        await new VirtualTimeDriver(engine, []).Run(Start.AddHours(1), progress: null, CancellationToken.None);
        return engine;
    }

    /// <returns>How many turns were compared.</returns>
    static int Compare(EmbeddedEngine engine, InstanceInfo instance)
    {
        var definition = Scripted.Catalog.Orchestrations.Single(orchestration => orchestration.Name == instance.Orchestration);
        return SdkRunner.ShouldTakeTheSameSteps(instance.InstanceId, definition, engine.ReadTurns(instance.InstanceId));
    }
}
