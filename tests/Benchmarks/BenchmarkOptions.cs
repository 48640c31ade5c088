using System.Globalization;

namespace TradingFunctions.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    public const string Help = """
        Usage: dotnet run --project tests/Benchmarks -c Release -- [all|engine|alerts|signals|stops|replay|store|books|gate|strategies|ingestion|analysis|sweep] [options]

          --bars FILE     bars of the replay (CSV or CSV.gz); made-up ones where left out and no recorded file is found
          --seconds N     length of the open loop of 'signals' and 'stops', 1 to 600; default 60
          --json          one JSON object instead of a table
          --help

        All files are temporary and all connections local. Nothing else should run on the machine meanwhile.
        """;

    private static readonly string[] Names = ["all", "engine", "alerts", "signals", "stops", "replay", "store", "books", "gate", "strategies", "ingestion", "analysis", "sweep"];

    public string Which { get; private init; } = "all";

    public string? BarsPath { get; private init; }

    public int Seconds { get; private init; } = 60;

    public bool IsJson { get; private init; }

    public bool IsHelp { get; private init; }

    public bool Runs(string name) => Which == "all" || Which == name;

    public static bool TryParse(string[] args, out BenchmarkOptions options, out string? error)
    {
        options = new BenchmarkOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--help" or "-h":
                    options = options with { IsHelp = true };
                    break;
                case "--json":
                    options = options with { IsJson = true };
                    break;
                case "--bars" when File.Exists(value):
                    options = options with { BarsPath = value };
                    i++;
                    break;
                case "--seconds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 600:
                    options = options with { Seconds = seconds };
                    i++;
                    break;
                case var name when Names.Contains(name, StringComparer.Ordinal):
                    options = options with { Which = name };
                    break;
                default:
                    error = $"'{args[i]}' is not understood, or its value '{value}' is missing or wrong.";
                    return false;
            }
        }

        error = null;
        return true;
    }
}
