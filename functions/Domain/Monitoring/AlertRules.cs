namespace TradingFunctions.Domain.Monitoring;

/// <summary>What an alert must meet to be traded on. Exits are protective: of these only the plan counts for them.</summary>
/// <param name="MaxEntryAgeSeconds">An entry decided later than this after its check is not made.</param>
/// <param name="NoEntryBeforeCloseSeconds">Entries end so long before the session does.</param>
/// <param name="AllowEntriesOutsideSession">For daily bars, which end with the session: what is decided on them trades at the next open.</param>
/// <param name="MinConfidence">Entries with less are ignored, 0 to 1.</param>
public sealed record AlertRules(
    int MaxEntryAgeSeconds = 300,
    int NoEntryBeforeCloseSeconds = 900,
    bool AllowEntriesOutsideSession = false,
    double MinConfidence = 0)
{
    /// <summary>Rules that fit the length of the bars decided on.</summary>
    public static AlertRules For(TimeSpan barPeriod) => barPeriod >= TimeSpan.FromDays(1)
        ? new AlertRules(NoEntryBeforeCloseSeconds: 0, AllowEntriesOutsideSession: true)
        : new AlertRules();
}
