using System.Globalization;

namespace TradingFunctions.Load;

/// <param name="Screens">Connections of the live view.</param>
/// <param name="Rate">Signals a second.</param>
/// <param name="Seconds">Of signals that are measured.</param>
/// <param name="WarmUp">Seconds of the same signals before, which are not: a host compiles its path while it takes the first.</param>
/// <param name="Pairs">Runs without and with screens.</param>
/// <param name="Verbose">Whether the signals of every second are told on their own.</param>
internal sealed record LoadOptions(int Screens, int Rate, int Seconds, int WarmUp, int Pairs, bool Verbose)
{
    public const string Usage = """
        Sends signals to a host with and without screens that follow its live view, in alternating pairs, each on a fresh host.

        usage: TradingFunctions.Load [options]

          --screens N   connections, in a process of their own (default 1000)
          --rate N      signals a second (default 200)
          --seconds N   of signals that are measured (default 15)
          --warm-up N   seconds of the same signals before, not measured (default 8)
          --pairs N     (default 3)
          --verbose     the signals of every second on their own as well
          --help        this text

        Exit codes: 0 every limit kept (an update at the screen within a second, signals at most 3 times as slow as without and within 75 ms, each at
        the 99th percentile, nothing missed, nothing failed), 1 not, 2 wrong usage.
        """;

    public static LoadOptions? Parse(IReadOnlyList<string> args, out string? error)
    {
        var options = new LoadOptions(Screens: 1000, Rate: 200, Seconds: 15, WarmUp: 8, Pairs: 3, Verbose: false);
        error = null;
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--verbose")
            {
                options = options with { Verbose = true };
                continue;
            }

            if (i + 1 == args.Count || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (number == 0 && args[i] != "--warm-up"))
            {
                error = $"{args[i]}: expected an option and a whole number above 0.";
                return null;
            }

            var given = args[i++] switch
            {
                "--screens" => options with { Screens = number },
                "--rate" => options with { Rate = number },
                "--seconds" => options with { Seconds = number },
                "--warm-up" => options with { WarmUp = number },
                "--pairs" => options with { Pairs = number },
                _ => null,
            };
            if (given is null)
            {
                error = $"{args[i - 1]}: unknown option.";
                return null;
            }

            options = given;
        }

        return options;
    }
}
