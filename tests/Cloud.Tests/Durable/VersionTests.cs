using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Cloud.Tests.Durable;

/// <summary>An instance of a version that the worker does not have is parked, and goes on where it was once a worker has it.</summary>
public sealed class VersionTests(ScriptsOnTheSdk sdk) : IClassFixture<ScriptsOnTheSdk>
{
    [Fact]
    public async Task Start_OfAVersionThatNobodyHas_IsParked()
    {
        var next = new OrchestrationDefinition<int, int>("Waiter", "2", Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.Int32, (_, _) => Task.FromResult(0));

        await sdk.Client.Start(next, "of-tomorrow", 1, StartPolicy.Once, CancellationToken.None);
        await sdk.Client.Raise("of-tomorrow", Scripts.Number, 7, CancellationToken.None);
        var parked = await sdk.Until("of-tomorrow", found => found.CustomStatus is not null);

        parked.Status.ShouldBe(InstanceStatus.Running);
        parked.CustomStatus!.ShouldContain("parked");
        parked.Output.ShouldBeNull();
    }
}
