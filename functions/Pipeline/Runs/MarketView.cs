using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>
/// One batched snapshot of the market per check time, shared by all monitors of this host: 400 monitors never mean 400 calls. The first
/// that asks for a check time fetches for every symbol that its run has a plan for, also where this host has just started.
/// </summary>
public sealed class MarketView(IMarketData market, RunStore runs)
{
    /// <summary>Newest bars in a snapshot: what the longest look-back of a plan needs, and some.</summary>
    public const int Bars = 640;

    private readonly Lock gate = new();
    private Batch? current;

    private sealed record Batch(RunId Run, DateTime CheckUtc, Task<Answer> Answer);

    /// <param name="Asked">Symbols that the market was asked for, whether it has them or not.</param>
    private sealed record Answer(HashSet<Symbol> Asked, IReadOnlyDictionary<Symbol, SymbolSnapshot> Snapshots);

    /// <summary>Calls to the market so far.</summary>
    public long Calls { get; private set; }

    /// <summary>The market at a check time, or later where a check is late. Null when the symbol has no data.</summary>
    /// <exception cref="MarketDataException">The market did not answer; whoever asks for this check time is told so, and the next check time asks again.</exception>
    public async ValueTask<SymbolSnapshot?> At(RunId run, DateTime checkUtc, Symbol symbol, CancellationToken cancellationToken)
    {
        Batch? without = null;
        while (true)
        {
            var batch = BatchAt(run, checkUtc, symbol, without);
            var answer = await batch.Answer.WaitAsync(cancellationToken);
            if (answer.Asked.Contains(symbol))
            {
                return answer.Snapshots.GetValueOrDefault(symbol);
            }

            // Its plan is newer than the batch. The next one has it, and everything else that was planned since.
            without = batch;
        }
    }

    /// <param name="without">A batch that lacks the symbol.</param>
    private Batch BatchAt(RunId run, DateTime checkUtc, Symbol symbol, Batch? without)
    {
        lock (gate)
        {
            if (current is { } batch && batch != without && Serves(batch, run, checkUtc))
            {
                return batch;
            }

            return current = new Batch(run, checkUtc, Fetch(run, symbol));
        }
    }

    /// <summary>A failed batch answers those of its own check time alone: a late check must not be given an old failure.</summary>
    private static bool Serves(Batch batch, RunId run, DateTime checkUtc) =>
        batch.Run == run && (batch.CheckUtc == checkUtc || (batch.CheckUtc > checkUtc && (!batch.Answer.IsCompleted || batch.Answer.IsCompletedSuccessfully)));

    /// <summary>Not cancelled with the one who asked first: others wait for the same answer.</summary>
    private async Task<Answer> Fetch(RunId run, Symbol symbol)
    {
        var index = await runs.FindPlanIndex(run, CancellationToken.None);
        HashSet<Symbol> asked = [symbol, .. index?.Plans.Select(plan => plan.Plan.Symbol) ?? []];
        Calls++;
        return new Answer(asked, await market.FetchSnapshots([.. asked.Order()], Bars, CancellationToken.None));
    }
}
