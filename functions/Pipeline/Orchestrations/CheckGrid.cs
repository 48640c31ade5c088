namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>When monitors check: on a grid from the session's open, so that all of them ask for the market at the same moments.</summary>
public static class CheckGrid
{
    /// <summary>The first check of a monitor that starts now; an interval as long as the session means one check, at the close.</summary>
    public static DateTime First(DateTime openUtc, DateTime closeUtc, TimeSpan interval, DateTime nowUtc)
    {
        if (interval >= closeUtc - openUtc)
        {
            return closeUtc;
        }

        var passed = Math.Max(0, (nowUtc - openUtc).Ticks);
        return openUtc + (interval * ((passed / interval.Ticks) + 1));
    }
}
