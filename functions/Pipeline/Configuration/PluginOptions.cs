using System.ComponentModel.DataAnnotations;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Strategies that are not built in.</summary>
public sealed record PluginOptions
{
    /// <summary>Folder of their assemblies. Default: <c>plugins</c> in the data directory.</summary>
    public string? Folder { get; init; }

    /// <summary>Longest time that one evaluation may take; a plug-in that takes longer is switched off. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "00:00:20")]
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The same in a replay: long, because the machine may be busy and the result must not depend on it. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "01:00:00")]
    public TimeSpan ReplayBudget { get; init; } = TimeSpan.FromSeconds(20);
}
