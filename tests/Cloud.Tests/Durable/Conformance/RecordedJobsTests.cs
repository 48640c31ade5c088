using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Learning.Messages;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Rebalancing;
using TradingFunctions.TestKit;

namespace TradingFunctions.Cloud.Tests.Durable.Conformance;

/// <summary>The orchestrations that a trading day does not run (analysis, rebalancing, retraining), with activities that answer, fail and come back: the same steps on the SDK in every turn.</summary>
public sealed class RecordedJobsTests : IDisposable
{
    static readonly DateTime Start = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    /// <summary>What these histories hold; <see cref="RecordedPipelineTests"/> has the others.</summary>
    internal static readonly IReadOnlyList<string> Names =
    [
        PipelineCatalog.Rebalance.Name, PipelineCatalog.AnalyseTable.Name, PipelineCatalog.AnalyseContract.Name, PipelineCatalog.RetrainModel.Name,
    ];

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Turns_OfJobsWhoseActivitiesFailNowAndThen_AreTheSameOnTheSdk(int seed)
    {
        await using var engine = await Record(seed);
        var turns = Names.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        foreach (var instance in (await engine.List(new(Limit: 1_000), CancellationToken.None)).Items)
        {
            var definition = PipelineCatalog.All.Orchestrations.Single(orchestration => orchestration.Name == instance.Orchestration);
            instance.Status.ShouldBeOneOf(InstanceStatus.Completed, InstanceStatus.Failed);
            turns[instance.Orchestration] += SdkRunner.ShouldTakeTheSameSteps(instance.InstanceId, definition, engine.ReadTurns(instance.InstanceId));
        }

        turns.Values.ShouldAllBe(count => count > 1);
    }

    async Task<EmbeddedEngine> Record(int seed)
    {
        var options = new EngineOptions { DatabasePath = _folder["engine.db"], Durability = Durability.Off, KeepPastGenerations = true };
        var engine = EmbeddedEngine.Open(
            options, new AnsweringActivities(seed).Catalog, new ServiceCollection().BuildServiceProvider(), new VirtualClock(Start), NullLoggerFactory.Instance);
        await Begin(PipelineCatalog.AnalyseTable, "analysis-sliced", new AnalysisStart("sliced", Slices: 3, Concurrency: 2));
        await Begin(PipelineCatalog.AnalyseTable, "analysis-whole", new AnalysisStart("whole", Slices: 1, Concurrency: 5));
        await Begin(PipelineCatalog.Rebalance, "rebalance-both", new RebalanceRequest("both", Items: 5, Sales: 2));
        await Begin(PipelineCatalog.Rebalance, "rebalance-buys", new RebalanceRequest("buys", Items: 2, Sales: 0));
        await Begin(PipelineCatalog.RetrainModel, InstanceIds.Retraining("a"), new RetrainRequest("a", "drift"));
        await Begin(PipelineCatalog.RetrainModel, InstanceIds.Retraining("b"), new RetrainRequest("b", "end of the week"));
        await new VirtualTimeDriver(engine, []).Run(Start.AddHours(12), progress: null, CancellationToken.None);
        return engine;

        Task<bool> Begin<TIn, TOut>(OrchestrationDefinition<TIn, TOut> orchestration, string id, TIn input) =>
            engine.Start(orchestration, id, input, StartPolicy.Once, CancellationToken.None);
    }
}
