using System.Collections.Concurrent;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>How fast analyses go on in this process: from where each was when it was first looked at here. What lies before, with a host that was down in between, says nothing about the pace.</summary>
public sealed class AnalysisPace
{
    /// <summary>Nobody asks any more about most of so many.</summary>
    private const int MostKnown = 1000;

    private readonly ConcurrentDictionary<string, (DateTime SinceUtc, int Done)> firsts = new(StringComparer.Ordinal);

    /// <summary>Seconds that are left at the pace since the first look; null before there is one.</summary>
    public double? SecondsLeft(string id, AnalysisProgress now, DateTime nowUtc)
    {
        if (firsts.Count > MostKnown)
        {
            firsts.Clear();
        }

        // Less than before: it was begun anew.
        var (sinceUtc, before) = firsts.AddOrUpdate(id, _ => (nowUtc, now.Done), (_, first) => now.Done < first.Done ? (nowUtc, now.Done) : first);
        var done = now.Done - before;
        return done > 0 ? (nowUtc - sinceUtc).TotalSeconds / done * (now.Contracts - now.Done) : null;
    }

    /// <summary>It is over.</summary>
    public void Forget(string id) => firsts.TryRemove(id, out _);
}
