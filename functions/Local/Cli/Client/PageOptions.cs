using System.CommandLine;

namespace TradingFunctions.Local.Cli.Client;

/// <summary>Paging of a list.</summary>
internal sealed class PageOptions
{
    public Option<int> Limit { get; } = new("--limit") { Description = "Most lines, 1 to 1000.", DefaultValueFactory = _ => 100 };

    public Option<string?> After { get; } = new("--after") { Description = "Where the page before ended." };

    public void AddTo(Command command)
    {
        command.Options.Add(Limit);
        command.Options.Add(After);
        Limit.Within(1, 1000);
    }
}
