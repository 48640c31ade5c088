namespace TradingFunctions.Local.Cli;

/// <summary>What the process ends with.</summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>It could not be done.</summary>
    public const int Failure = 1;

    /// <summary>Wrong use or bad input: the same call will fail again.</summary>
    public const int Usage = 2;
}

/// <summary>Ends a command with one clear sentence on standard error.</summary>
public sealed class CliException(string message, int exitCode = ExitCodes.Failure, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
