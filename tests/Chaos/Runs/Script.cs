using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Chaos.Runs;

/// <param name="IsZombie">Comes from a holder of the symbol's lock that has lost it.</param>
/// <param name="NeedsLock">Comes from the holder of the lock.</param>
/// <param name="IsCanceled">To be cancelled after a while.</param>
/// <param name="IsReplaced">To be replaced by a market order after a while.</param>
internal sealed record Step(TradingSignal Signal, bool IsZombie = false, bool NeedsLock = false, bool IsCanceled = false, bool IsReplaced = false);

/// <summary>What is traded in one account: made from a seed.</summary>
internal static class Script
{
    /// <summary>Traded under a lock, whose old token a zombie still has.</summary>
    public static readonly Symbol Locked = new("META");

    private static readonly Symbol[] Symbols = [new("AAPL"), new("MSFT"), new("NVDA"), new("SPY")];
    private static readonly StrategyId Strategy = new("chaos");

    /// <param name="name">Prefix of the signals' ids.</param>
    public static List<Step> Of(string name, Random random, int length)
    {
        var steps = new List<Step>();
        while (steps.Count < length)
        {
            var id = new SignalId($"{name}-{steps.Count}");
            var symbol = Symbols[random.Next(Symbols.Length)];
            steps.Add(random.Next(20) switch
            {
                0 => new Step(Buy(id, symbol, random, limit: 40m), IsCanceled: true),
                1 => new Step(Buy(id, symbol, random, limit: 40m), IsReplaced: true),
                2 => new Step(Sell(id, symbol, new Quantity(random.Next(1, 8)))),
                3 or 4 => new Step(Sell(id, symbol, quantity: null)),
                _ => new Step(Buy(id, symbol, random)),
            });
        }

        steps.Insert(length / 3, new Step(Buy(new SignalId($"{name}-holder"), Locked, random), NeedsLock: true));
        steps.Insert((length / 3) + 1, new Step(Buy(new SignalId($"{name}-zombie"), Locked, random), IsZombie: true));
        return steps;
    }

    /// <summary>What shows that trading goes on after everything.</summary>
    public static TradingSignal Proof(string name, int attempt) => Buy(new SignalId($"{name}-proof-{attempt}"), Symbols[0], new Random(attempt));

    private static TradingSignal Buy(SignalId id, Symbol symbol, Random random, decimal? limit = null) => Signal(
        id, symbol, SignalAction.Buy, new Quantity(random.Next(2, 20)), limit, takeProfit: limit is null && random.Next(2) == 0 ? 2000m : null);

    private static TradingSignal Sell(SignalId id, Symbol symbol, Quantity? quantity) => Signal(id, symbol, SignalAction.Sell, quantity, limit: null, takeProfit: null);

    private static TradingSignal Signal(SignalId id, Symbol symbol, SignalAction action, Quantity? quantity, decimal? limit, decimal? takeProfit) => new(
        id, symbol, action, quantity, limit is { } price ? new Price(price) : null, StopLoss: null, takeProfit is { } profit ? new Price(profit) : null, 0.6, Strategy, DateTime.UtcNow,
        new Dictionary<string, string>());
}
