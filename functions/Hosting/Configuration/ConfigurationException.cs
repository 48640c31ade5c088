namespace TradingFunctions.Hosting.Configuration;

/// <param name="Source">File and line, variable, or empty for a rule between settings that are all defaults.</param>
/// <param name="Key">Key path, such as <c>risk.maxOrderNotional</c>; empty where the file cannot be read at all.</param>
/// <param name="Message">What is allowed.</param>
public sealed record ConfigurationError(string Source, string Key, string Message)
{
    public override string ToString() => string.Join(": ", new[] { Source, Key, Message }.Where(part => part.Length > 0));
}

/// <summary>The configuration cannot be used; all that is wrong with it, one line each.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
