using System.Collections.Concurrent;

namespace TradingFunctions.TestKit.Stores;

/// <summary>The process died here. Nothing it does afterwards reaches anybody.</summary>
public sealed class CrashException(string where) : Exception($"crash {where}");

/// <summary>Lets a host die at its n-th step: just before the step takes effect, or just after.</summary>
/// <param name="only">Name of the steps that count; null counts all.</param>
public sealed class CrashPlan(int step, bool after, string? only = null)
{
    private readonly ConcurrentDictionary<string, int> hits = new(StringComparer.Ordinal);
    private int count;

    /// <summary>Steps seen so far.</summary>
    public int Steps => count;

    /// <summary>How often each step was reached.</summary>
    public IReadOnlyDictionary<string, int> Hits => hits;

    public bool IsDead { get; private set; }

    /// <summary>Where it died: <c>before submit</c>; null while it lives.</summary>
    public string? DiedAt { get; private set; }

    /// <summary>Never dies; counts the steps.</summary>
    public static CrashPlan None => new(int.MaxValue, after: false);

    /// <summary>Runs one step that others can see the effect of.</summary>
    public async Task<T> Step<T>(string name, Func<Task<T>> effect)
    {
        ThrowIfDead(name);
        hits.AddOrUpdate(name, 1, (_, before) => before + 1);
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

    /// <summary>Passes a boundary that is itself between two effects.</summary>
    public void Pass(string name)
    {
        ThrowIfDead(name);
        hits.AddOrUpdate(name, 1, (_, before) => before + 1);
        if ((only is null || string.Equals(only, name, StringComparison.Ordinal)) && Interlocked.Increment(ref count) == step)
            Die(name);
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
