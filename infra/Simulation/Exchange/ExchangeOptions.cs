using TradingFunctions.Domain;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>How the simulated exchange behaves. Orders, bars and these options decide every fill; a journal is reopened with the options it was made with.</summary>
public sealed record ExchangeOptions
{
    /// <summary>Seed of rejects and halts.</summary>
    public long Seed { get; init; }

    /// <summary>Cash of the account at the start.</summary>
    public Money StartingCash { get; init; } = new(100_000m);

    /// <summary>Gross exposure that the account may reach per dollar of equity; 2 as in a Regulation T margin account overnight.</summary>
    public decimal Leverage { get; init; } = 2m;

    public bool ShortingEnabled { get; init; } = true;

    /// <summary>Fraction of a bar's volume that all orders of a symbol together may take.</summary>
    public decimal MaxParticipation { get; init; } = 0.1m;

    /// <summary>Spread as a fraction of the price where the tape has no two-sided quote; never under one tick ($0.01, $0.0001 below $1).</summary>
    public decimal SpreadFraction { get; init; } = 0.0002m;

    /// <summary>A recorded spread wider than this fraction of its middle is not believed; the model is used.</summary>
    public decimal MaxQuotedSpread { get; init; } = 0.05m;

    /// <summary>Time from submission to the book: an order fills only from bars that begin this much later.</summary>
    public TimeSpan Latency { get; init; }

    public CommissionSchedule Commission { get; init; } = new();

    /// <summary>Fraction of orders that are refused for no reason of theirs.</summary>
    public double RejectRate { get; init; }

    /// <summary>Fraction of bars in which a symbol is halted: nothing fills.</summary>
    public double HaltRate { get; init; }

    /// <summary>Whether an answer waits for the disk (<c>synchronous=FULL</c>). Off only for a journal that is thrown away.</summary>
    public bool Durable { get; init; } = true;
}

/// <summary>What an order costs, in dollars: the larger of <paramref name="Minimum"/> and shares and notional times their rates.</summary>
/// <param name="PerShare">Dollars per share.</param>
/// <param name="Fraction">Fraction of the notional: 0.0001 for one basis point.</param>
/// <param name="Minimum">Per order that fills at all.</param>
public sealed record CommissionSchedule(decimal PerShare = 0m, decimal Fraction = 0m, decimal Minimum = 0m)
{
    /// <summary>Commission of an order that has filled so far, to the cent; an execution pays the increase.</summary>
    internal decimal Total(decimal shares, decimal notional) =>
        Math.Round(Math.Max(Minimum, (shares * PerShare) + (notional * Fraction)), 2, MidpointRounding.AwayFromZero);
}
