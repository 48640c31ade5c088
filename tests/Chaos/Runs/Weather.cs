using TradingFunctions.AlpacaStub.Faults;

namespace TradingFunctions.Chaos.Runs;

/// <summary>What the stub does to its clients.</summary>
internal static class Weather
{
    /// <summary>A fault in every sixth request, and streams that cannot be trusted.</summary>
    public static FaultProfile Stormy { get; } = new()
    {
        Latency = 0.02,
        RateLimit = 0.03,
        ServerError = 0.02,
        ConnectionReset = 0.02,
        ExecutedButTimedOut = 0.08,
        StaleRead = 0.05,
        PartialFill = 0.3,
        AsyncReject = 0.05,
        DuplicateEvent = 0.1,
        ReorderedEvent = 0.1,
        SilentStream = 0.02,
        LongestDelay = 450,
        Staleness = 120,
        Silence = 250,
        Volatility = 0.0005,
        LongestStep = 15,
    };

    /// <summary>Nothing goes wrong, and prices stand still.</summary>
    public static FaultProfile Calm { get; } = new();
}
