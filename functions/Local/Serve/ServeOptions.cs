using System.Net;

namespace TradingFunctions.Local.Serve;

/// <summary>How the host is started, as the command line says.</summary>
internal sealed record ServeOptions
{
    public required int Port { get; init; }

    /// <summary>Address to listen on. Anything but a loopback address lets other machines in.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>Data directory; null for the standard one.</summary>
    public string? DataPath { get; init; }

    /// <summary>Null leaves it to the configuration.</summary>
    public string? Market { get; init; }

    /// <summary>Null leaves it to the configuration.</summary>
    public string? Broker { get; init; }

    /// <summary>Seconds of simulated time per second; null leaves it to the configuration.</summary>
    public int? Speed { get; init; }

    /// <summary>Configuration file; null for the one beside the program.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Folder of plug-ins; null leaves it to the configuration, and that to the data directory.</summary>
    public string? PluginsPath { get; init; }

    public IReadOnlyCollection<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether the dashboard is opened in the browser.</summary>
    public bool Open { get; init; }

    public bool IsVerbose { get; init; }
}
