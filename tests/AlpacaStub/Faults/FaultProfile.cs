namespace TradingFunctions.AlpacaStub.Faults;

/// <summary>How often each fault strikes, as probabilities: requests, orders or stream events, whatever it is about. All 0 by default.</summary>
public sealed record FaultProfile
{
    public double Latency { get; init; }

    public double RateLimit { get; init; }

    public double ServerError { get; init; }

    public double ConnectionReset { get; init; }

    /// <summary>Of requests that change something.</summary>
    public double ExecutedButTimedOut { get; init; }

    /// <summary>Of reads of orders, positions and account.</summary>
    public double StaleRead { get; init; }

    public double PartialFill { get; init; }

    public double AsyncReject { get; init; }

    public double DuplicateEvent { get; init; }

    public double ReorderedEvent { get; init; }

    public double SilentStream { get; init; }

    /// <summary>Longest delay of <see cref="Latency"/>, milliseconds.</summary>
    public int LongestDelay { get; init; } = 100;

    /// <summary>Age of a stale read, milliseconds.</summary>
    public int Staleness { get; init; } = 100;

    /// <summary>How long the stream stays silent, milliseconds.</summary>
    public int Silence { get; init; } = 200;

    /// <summary>Largest move of a price in one look at the market, as a fraction of it. 0 leaves prices where they were set.</summary>
    public double Volatility { get; init; }

    /// <summary>Longest time between two steps of an order's life, milliseconds: acceptance, executions, cancellation.</summary>
    public int LongestStep { get; init; }
}
