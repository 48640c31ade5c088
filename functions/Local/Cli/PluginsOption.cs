using System.CommandLine;

namespace TradingFunctions.Local.Cli;

/// <summary>Where strategies of others are loaded from.</summary>
internal static class PluginsOption
{
    public static Option<string?> Create() => new("--plugins") { Description = "Folder of plug-ins. Where left out: plugins.folder of the configuration, then 'plugins' in the data directory." };
}
