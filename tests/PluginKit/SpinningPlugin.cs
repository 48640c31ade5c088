namespace TradingFunctions.PluginKit;

/// <summary>A plug-in named spinner that never comes back, at and after 11:00 New York; its threads end with this object, so that a test leaves none behind.</summary>
public sealed class SpinningPlugin : IDisposable
{
    private readonly string stop = $"TradingFunctions.PluginKit.{Guid.NewGuid():n}";

    public string Source => PluginSources.Misbehaving("spinner", "return Spin();", $$"""
            private static StrategySignal Spin()
            {
                while (!AppContext.TryGetSwitch("{{stop}}", out _))
                {
                }

                return StrategySignal.Hold;
            }
        """);

    public void Dispose() => AppContext.SetSwitch(stop, isEnabled: true);
}
