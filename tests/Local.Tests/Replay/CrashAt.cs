using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Tests.Engine;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>Counts the boundaries that a host crosses and dies at the n-th one of a kind; nothing passes after that.</summary>
/// <param name="kind">Where it dies; null nowhere.</param>
/// <param name="dieAt">Which hit of that kind is the last, from 1.</param>
internal sealed class CrashAt(Failpoint? kind, int dieAt) : IFailpoints
{
    private readonly int[] hits = new int[Enum.GetValues<Failpoint>().Length];
    private volatile bool isDead;

    public Failpoint? Kind => kind;

    public bool IsDead => isDead;

    public int this[Failpoint failpoint] => Volatile.Read(ref hits[(int)failpoint]);

    public static CrashAt Nowhere => new(kind: null, int.MaxValue);

    public void Hit(Failpoint failpoint)
    {
        if (isDead)
        {
            throw new CrashException();
        }

        if (Interlocked.Increment(ref hits[(int)failpoint]) == dieAt && failpoint == kind)
        {
            isDead = true;
            throw new CrashException();
        }
    }
}
