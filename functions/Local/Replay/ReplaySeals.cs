using TradingFunctions.Infra.Files;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Replay;

/// <summary>Seals of a replay's decision log: for a state that is kept. Nobody will examine one that is thrown away.</summary>
internal static class ReplaySeals
{
    public static IServiceCollection AddSeals(this IServiceCollection services, ReplayState state) => state.IsDurable
        ? services.AddSingleton<IAnchorCopies>(new AnchorFile(state.Directory.AnchorsFile)).AddDecisionChains()
        : services;
}
