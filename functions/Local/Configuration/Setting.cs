namespace TradingFunctions.Local.Configuration;

/// <summary>A value as it was given: text, a list, or a map.</summary>
/// <param name="Source">File and line, or the variable, it came from.</param>
internal abstract record Setting(string Source);

/// <param name="Text">Null where nothing stands behind the key.</param>
/// <param name="IsQuoted">Text even where it looks like a number.</param>
internal sealed record ScalarSetting(string Source, string? Text, bool IsQuoted) : Setting(Source);

internal sealed record ListSetting(string Source, IReadOnlyList<Setting> Items) : Setting(Source);

internal sealed record MapSetting(string Source, IReadOnlyList<(string Key, Setting Value)> Members) : Setting(Source);
