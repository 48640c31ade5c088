namespace TradingFunctions.Pipeline.Risk;

/// <summary>One thing that a person or the system did to what may be traded. Never changed or deleted.</summary>
/// <param name="Key">Distinguishes it from others of its kind and time; recording it twice under one key is recording it once. Letters, digits, <c>. _ - :</c></param>
/// <param name="AtUtc">Wall-clock time.</param>
/// <param name="Kind">What was done.</param>
/// <param name="By">Person or program.</param>
/// <param name="Subject">What it was done to: <c>risk.maxOrderNotional</c>, <c>trading.state</c>, a strategy.</param>
/// <param name="Before">Value before, as JSON; null where there was none.</param>
/// <param name="After">Value after, as JSON; null where there is none.</param>
/// <param name="Reason">Why, in the words of who did it.</param>
/// <param name="ConfirmedBy">Second person of an override.</param>
/// <param name="UntilUtc">When an override ends by itself.</param>
/// <param name="AskedBy">First person of an override: the row of its confirmation names both.</param>
public sealed record AuditRecord(
    string Key,
    DateTime AtUtc,
    AuditKind Kind,
    string By,
    string Subject,
    string? Before,
    string? After,
    string Reason,
    string? ConfirmedBy = null,
    DateTime? UntilUtc = null,
    string? AskedBy = null);
