using TradingFunctions.Local.Engine;

namespace TradingFunctions.Local.Tests.Engine;

/// <summary>Counts the boundaries that an engine crosses and dies at one of them; nothing passes after that.</summary>
/// <param name="dieAt">Which hit is the last, from 1; null never.</param>
internal sealed class CrashPoints(int? dieAt) : IFailpoints
{
    private readonly int[] hits = new int[Enum.GetValues<Failpoint>().Length];
    private int total;

    public int Total => total;

    public bool IsDead => dieAt <= Volatile.Read(ref total);

    public IReadOnlyList<int> Hits => hits;

    public void Hit(Failpoint failpoint)
    {
        if (IsDead)
            throw new CrashException();
        Interlocked.Increment(ref hits[(int)failpoint]);
        if (Interlocked.Increment(ref total) >= dieAt)
            throw new CrashException();
    }
}

internal sealed class CrashException() : Exception("The process dies here.");
