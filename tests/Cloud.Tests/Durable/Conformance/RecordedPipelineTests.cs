using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Durable;
using Xunit.Abstractions;

namespace TradingFunctions.Cloud.Tests.Durable.Conformance;

/// <summary>The pipeline's own orchestrations, recorded by the embedded engine, take the same steps on the Durable Task SDK in every turn.</summary>
public sealed class RecordedPipelineTests(ITestOutputHelper output) : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    [Fact]
    public async Task Turns_OfATradingDay_AreTheSameOnTheSdk()
    {
        await using var recorded = await RecordedPipeline.Record(_folder.FullName);
        var turns = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var instance in (await recorded.Engine.List(new(Limit: 1_000), CancellationToken.None)).Items)
        {
            instance.Status.ShouldBe(InstanceStatus.Completed, instance.InstanceId);
            turns[instance.Orchestration] = turns.GetValueOrDefault(instance.Orchestration) + Compare(recorded, instance);
        }

        output.WriteLine(string.Join(", ", turns.Select(pair => $"{pair.Key} {pair.Value}")));

        turns.Keys.Concat(RecordedJobsTests.Names).Distinct(StringComparer.Ordinal).ShouldBe(PipelineCatalog.All.Orchestrations.Select(definition => definition.Name), ignoreOrder: true);
        turns["MonitorSymbol"].ShouldBeGreaterThan(300);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <returns>How many turns were compared.</returns>
    static int Compare(RecordedPipeline recorded, InstanceInfo instance)
    {
        var definition = PipelineCatalog.All.Orchestrations.Single(orchestration => orchestration.Name == instance.Orchestration);
        recorded.Engine.ReadTurns(instance.InstanceId).SelectMany(turn => turn.Events).Where(item => item.Kind == TurnEventKind.EventReceived).Select(item => item.Name!)
            .ShouldBeSubsetOf(definition.Events, instance.InstanceId);
        return SdkRunner.ShouldTakeTheSameSteps(instance.InstanceId, definition, recorded.Engine.ReadTurns(instance.InstanceId));
    }
}
