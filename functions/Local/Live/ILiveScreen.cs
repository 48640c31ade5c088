using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Local.Live;

/// <summary>What a screen can be told.</summary>
public interface ILiveScreen
{
    /// <summary>Completes when the frame has left for the network: a screen that does not read holds up its own frames and nobody else's.</summary>
    Task Frame(LiveFrame frame);
}
