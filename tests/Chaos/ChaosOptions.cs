using System.Globalization;
using TradingFunctions.Chaos.Hosting;
using TradingFunctions.Chaos.Mutants;

namespace TradingFunctions.Chaos;

/// <summary>The command line.</summary>
internal sealed record ChaosOptions
{
    public const string Help = """
        Trades over the Alpaca stub while everything goes wrong, and counts again from the stub's journal.

        usage: TradingFunctions.Chaos [options]

          --runs N         accounts, each with about 14 orders and up to 3 crashes in the process (default 200)
          --kills N        SIGKILLs of a host process, 5 to an account (default 10)
          --seed N         of scripts, faults and crashes (default 1)
          --broker NAME    client of the stub: http (default), or alpaca, the product's own over Alpaca's package (needs a build with Cloud=true)
          --parallel N     accounts at a time (default 16)
          --mutants        instead, plants each of five mistakes and shows by which counter it is caught
          --directory DIR  keeps stores and journal there; otherwise they are deleted
          --json           prints the result as one JSON object
          --help           this text

        Exit codes: 0 all of the last five counters 0 and enough of everything happened (or every mutant caught), 1 not, 2 wrong usage.
        """;

    public int Runs { get; init; } = 200;

    public int Kills { get; init; } = 10;

    public long Seed { get; init; } = 1;

    public string Broker { get; init; } = BrokerClients.Http;

    public int Parallel { get; init; } = 16;

    public bool Mutants { get; init; }

    public string? Directory { get; init; }

    public bool Json { get; init; }

    public bool ShowHelp { get; init; }

    /// <summary>A host process to be killed: its setup. For the program itself.</summary>
    public HostSetup? Host { get; init; }

    /// <summary>Name of the mistake to plant.</summary>
    public string Mutant { get; init; } = string.Empty;

    public Mutation NewMutation() => Mutant.Length == 0 ? Mutation.None : Mutation.All[Mutant]();

    /// <exception cref="FormatException">An option is unknown or has no usable value; the message says which.</exception>
    public static ChaosOptions Parse(string[] args)
    {
        var options = new ChaosOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            options = name switch
            {
                "--help" or "-h" => options with { ShowHelp = true },
                "--json" => options with { Json = true },
                "--mutants" => options with { Mutants = true },
                "--runs" => options with { Runs = Number(0) },
                "--kills" => options with { Kills = Number(0) },
                "--parallel" => options with { Parallel = Number(1) },
                "--seed" => options with { Seed = Number(0) },
                "--directory" => options with { Directory = Value() },
                "--broker" => options with { Broker = BrokerClients.Check(Value()) },
                "--host" => options with { Host = new HostSetup(Value(), Value(), new Uri(Value()), Value()) },
                _ => throw new FormatException($"unknown option {name}"),
            };

            string Value() => ++i < args.Length ? args[i] : throw new FormatException($"{name} needs a value");

            int Number(int least) => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
                ? number
                : throw new FormatException($"{name} needs a whole number of at least {least}, not {args[i]}");
        }

        return options;
    }
}
