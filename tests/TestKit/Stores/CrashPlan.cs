namespace TradingFunctions.TestKit.Stores;

/// <summary>The process died here. Nothing it does afterwards reaches anybody.</summary>
public sealed class CrashException(string where) : Exception($"crash {where}");

/// <summary>Lets a host die at its n-th step: just before the step takes effect, or just after.</summary>
/// <param name="only">Name of the steps that count; null counts all.</param>
public sealed class CrashPlan(int step, bool after, string? only = null)
{
    private int count;

    /// <summary>Steps seen so far.</summary>
    public int Steps => count;

    public bool IsDead { get; private set; }

    /// <summary>Where it died: <c>before submit</c>; null while it lives.</summary>
    public string? DiedAt { get; private set; }

    /// <summary>Never dies; counts the steps.</summary>
    public static CrashPlan None => new(int.MaxValue, after: false);

    /// <summary>Runs one step that others can see the effect of.</summary>
    public async Task<T> Step<T>(string name, Func<Task<T>> effect)
    {
        ThrowIfDead(name);
        if (only is not null && !string.Equals(only, name, StringComparison.Ordinal))
        {
            var untouched = await effect();
            ThrowIfDead(name);
            return untouched;
        }

        var mine = Interlocked.Increment(ref count);
        if (mine == step && !after)
            Die(name);

        var result = await effect();
        if (mine == step)
            Die(name);
        ThrowIfDead(name);
        return result;
    }

    public void ThrowIfDead(string name)
    {
        if (IsDead)
            throw new CrashException(name);
    }

    private void Die(string name)
    {
        DiedAt = $"{(after ? "after" : "before")} {name}";
        IsDead = true;
        throw new CrashException(DiedAt);
    }
}
