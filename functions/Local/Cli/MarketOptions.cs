using System.CommandLine;
using System.Globalization;
using TradingFunctions.Local.Replay;
using Symbol = TradingFunctions.Domain.Symbol;

namespace TradingFunctions.Local.Cli;

/// <summary>The options that say which recorded market is replayed, and how; the same for every command that replays.</summary>
internal sealed class MarketOptions
{
    private readonly Option<string> bars = new("--bars") { Description = "Bar file, CSV or CSV.gz: minute, hour or daily.", Required = true };
    private readonly Option<DateOnly?> from = DateOption.Create("--from", "First session replayed, yyyy-MM-dd; earlier bars are history.");
    private readonly Option<DateOnly?> to = DateOption.Create("--to", "Last session replayed, yyyy-MM-dd.");
    private readonly Option<Symbol[]?> symbols = new("--symbols") { Description = "Only these, separated by commas.", CustomParser = SymbolList.Parse, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> monitors = new("--monitors") { Description = "Most symbols that a scan picks, or 'all' to monitor every symbol." };
    private readonly Option<string?> plugins = PluginsOption.Create();
    private readonly Option<string?> model = new("--model") { Description = "Model file of the strategy 'trained'; see 'models train'." };
    private readonly Option<string?> config = new("--config") { Description = "Configuration file; trading.yaml beside the program where left out." };
    private readonly Option<bool> skip = new("--skip-bad-rows") { Description = "Leaves out and counts rows that are wrong, instead of stopping at the first." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[bars, from, to, symbols, monitors, model, plugins, config, skip])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(monitors) is { } text && text != "all" && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 10_000))
            {
                result.AddError("--monitors must be 'all' or 1 to 10000.");
            }

            if (DateOption.Of(result.GetResult(from)) > DateOption.Of(result.GetResult(to)))
            {
                result.AddError("--from must not be after --to.");
            }
        });
    }

    public ReplayOptions Read(ParseResult parse) => new()
    {
        BarsPath = parse.GetRequiredValue(bars),
        From = parse.GetValue(from),
        To = parse.GetValue(to),
        Symbols = parse.GetValue(symbols) is { Length: > 0 } named ? named : null,
        MonitorAll = parse.GetValue(monitors) == "all",
        MaxMonitors = parse.GetValue(monitors) is { } text && text != "all" ? int.Parse(text, CultureInfo.InvariantCulture) : null,
        ModelPath = parse.GetValue(model),
        PluginsPath = parse.GetValue(plugins),
        ConfigPath = parse.GetValue(config),
        SkipBadRows = parse.GetValue(skip),
    };
}
