namespace TradingFunctions.Azure.Hosting;

/// <summary>
/// Says on the error stream why the worker does not start. The Functions host keeps a worker's output until it has started itself, which it does not
/// without a worker; lines with its mark it logs at once, as errors where they say so.
/// </summary>
internal static class StartFailure
{
    private const string HostsMark = "LanguageWorkerConsoleLog";

    private const string HostsArgument = "--functions-uri";

    /// <param name="args">The worker's: by them it is known who reads.</param>
    public static IEnumerable<string> Lines(string message, IReadOnlyList<string> args)
    {
        var lines = message.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return args.Contains(HostsArgument, StringComparer.OrdinalIgnoreCase) ? lines.Select(line => $"{HostsMark}Error: {line}") : lines;
    }

    public static async Task Tell(string message, IReadOnlyList<string> args)
    {
        foreach (var line in Lines(message, args))
        {
            await Console.Error.WriteLineAsync(line);
        }
    }
}
