namespace TradingFunctions.Pipeline.Books;

/// <summary>What of an account's log has moved from its partition to the months of the history container.</summary>
/// <param name="LogNumber">Entries up to this one are in the history, those after it in the account's partition.</param>
/// <param name="FirstMonth">Month of entry 1, <c>yyyyMM</c>.</param>
/// <param name="LastMonth">Month of the last entry moved: entries lie in the order of their numbers, so a late one lies with its neighbours.</param>
internal sealed record ArchiveManifest(long LogNumber, string FirstMonth, string LastMonth);

/// <summary>Where an archived order is.</summary>
/// <param name="Month">Of its end, <c>yyyyMM</c>.</param>
internal sealed record ArchivedOrder(string Month);
