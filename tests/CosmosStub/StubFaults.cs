namespace TradingFunctions.CosmosStub;

/// <summary>What goes wrong, call by call.</summary>
public sealed class StubFaults
{
    private readonly Lock gate = new();
    private readonly Queue<StubFault> next = new();
    private int seen;
    private int batches;

    /// <summary>The next calls for documents go wrong like this, one after another.</summary>
    public void Add(params StubFault[] faults)
    {
        lock (gate)
        {
            foreach (var fault in faults)
            {
                next.Enqueue(fault);
            }
        }
    }

    internal StubFault? Take(StubCallKind kind, StubSettings settings)
    {
        lock (gate)
        {
            seen++;
            batches += kind == StubCallKind.Batch ? 1 : 0;
            if (next.TryDequeue(out var fault))
            {
                return fault;
            }

            return IsTurn(seen, settings.ThrottlesEvery) ? StubFault.Throttled(TimeSpan.FromMilliseconds(1))
                : kind == StubCallKind.Batch && IsTurn(batches, settings.LosesEvery) ? StubFault.LostAnswer
                : null;
        }
    }

    private static bool IsTurn(int count, int every) => every > 0 && count % every == 0;
}

/// <param name="Status">Answered instead; 0 cuts the connection.</param>
/// <param name="SubStatus">Cosmos DB's own code.</param>
/// <param name="RetryAfter">With 429.</param>
/// <param name="IsCarriedOut">Whether the call takes effect before it goes wrong.</param>
public sealed record StubFault(int Status, int SubStatus = 0, TimeSpan? RetryAfter = null, bool IsCarriedOut = false)
{
    private const int RequestRateTooLarge = 3200;

    /// <summary>Carried out, but nobody hears of it.</summary>
    public static StubFault LostAnswer => new(0, IsCarriedOut: true);

    /// <summary>The connection breaks before anything is done.</summary>
    public static StubFault Cut => new(0);

    public static StubFault Throttled(TimeSpan retryAfter) => new(429, RequestRateTooLarge, retryAfter);
}
