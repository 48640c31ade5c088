namespace TradingFunctions.Domain.Market.Quality;

/// <summary>Minutes of a session without a bar.</summary>
/// <param name="FirstEndUtc">End of the first minute that is missing.</param>
/// <param name="LastEndUtc">End of the last one.</param>
public readonly record struct SessionGap(DateTime FirstEndUtc, DateTime LastEndUtc)
{
    public int Minutes => (int)((LastEndUtc - FirstEndUtc) / TimeSpan.FromMinutes(1)) + 1;
}

/// <summary>Finds the minutes of a session that have no bar. Pure.</summary>
public static class SessionGaps
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <param name="ends">Ends of the bars that are there, ascending; those outside the session do not count.</param>
    /// <param name="fromUtc">Only minutes that end after this; the open, or earlier, for all.</param>
    /// <param name="toUtc">Only minutes that end at this time or before.</param>
    public static List<SessionGap> Find(Session session, IEnumerable<DateTime> ends, DateTime fromUtc, DateTime toUtc)
    {
        var gaps = new List<SessionGap>();
        var expected = session.OpenUtc + Minute;
        while (expected <= fromUtc)
        {
            expected += Minute;
        }

        var last = toUtc < session.CloseUtc ? toUtc : session.CloseUtc;
        foreach (var end in ends)
        {
            if (end < expected)
            {
                continue;
            }

            Close(end - Minute);
            expected = end + Minute;
        }

        Close(last);
        return gaps;

        void Close(DateTime before)
        {
            var until = before < last ? before : last;
            if (expected <= until)
            {
                gaps.Add(new SessionGap(expected, expected + (Minute * (int)((until - expected) / Minute))));
            }
        }
    }
}
