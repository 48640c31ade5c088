namespace TradingFunctions.Pipeline.MarketData;

/// <summary>Requests of the last minute, of this host: no more than are allowed.</summary>
public sealed class RequestBudget(int perMinute, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Queue<(DateTime AtUtc, int Requests)> taken = new();
    private int inWindow;

    /// <summary>Takes some; false, and takes none, when they would be too many.</summary>
    public bool TryTake(int requests)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        lock (gate)
        {
            while (taken.TryPeek(out var oldest) && now - oldest.AtUtc >= TimeSpan.FromMinutes(1))
            {
                inWindow -= taken.Dequeue().Requests;
            }

            if (inWindow + requests > perMinute)
            {
                return false;
            }

            taken.Enqueue((now, requests));
            inWindow += requests;
            return true;
        }
    }
}
