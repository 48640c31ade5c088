using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Cloud.Tests.Durable;

public sealed class DurableShimTests(ScriptsOnTheSdk sdk) : IClassFixture<ScriptsOnTheSdk>
{
    [Fact]
    public async Task ContinueAsNew_WithEventsArrivedAndNotTaken_LosesNone()
    {
        await sdk.Client.Start(Scripts.Hesitant, "hesitant", 3, StartPolicy.Once, CancellationToken.None);
        await sdk.Client.Raise("hesitant", Scripts.Number, 7, CancellationToken.None);
        await sdk.Until("hesitant", found => found.Input == "0");
        await sdk.Client.Raise("hesitant", Scripts.Number, 8, CancellationToken.None);

        (await sdk.End("hesitant")).Output.ShouldBe("708");
    }
}
