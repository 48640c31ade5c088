using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>What is known at one moment that a plan is looked at: the end of a bar, or the time of the check.</summary>
internal readonly ref struct Moment
{
    /// <summary>When.</summary>
    public required DateTime AtUtc { get; init; }

    /// <summary>Dollars; 0 where there is none yet.</summary>
    public required double Price { get; init; }

    /// <summary>Since when there is no newer price.</summary>
    public required DateTime PriceUtc { get; init; }

    /// <summary>Bid and ask, dollars; 0 where absent.</summary>
    public required Quote Quote { get; init; }

    /// <summary>Best price of the position so far, dollars; 0 when flat.</summary>
    public required double BestPrice { get; init; }

    public required bool IsShort { get; init; }

    /// <summary>Of the bars that have ended at that moment, oldest first.</summary>
    public required ReadOnlySpan<double> Closes { get; init; }

    public required ReadOnlySpan<double> Volumes { get; init; }

    public required ReadOnlySpan<long> EndTicks { get; init; }

    /// <summary>The strategies' signals; null where none are asked, or where the newest bar is too old to act on.</summary>
    public required StrategyReadings? Strategies { get; init; }

    /// <summary>Whether a position is open.</summary>
    public required bool HasPosition { get; init; }
}
