namespace TradingFunctions.Hosting.Configuration;

/// <summary>A value as it was given: text, a list, or a map.</summary>
/// <param name="Source">File and line, or the variable, it came from.</param>
internal abstract record Setting(string Source);

/// <param name="Text">Null where nothing stands behind the key.</param>
/// <param name="IsQuoted">Text even where it looks like a number.</param>
/// <param name="IsLiteral">Stands in the file as it is: no variable is in it.</param>
internal sealed record ScalarSetting(string Source, string? Text, bool IsQuoted, bool IsLiteral = false) : Setting(Source);

internal sealed record ListSetting(string Source, IReadOnlyList<Setting> Items) : Setting(Source);

internal sealed record MapSetting(string Source, IReadOnlyList<(string Key, Setting Value)> Members) : Setting(Source);
