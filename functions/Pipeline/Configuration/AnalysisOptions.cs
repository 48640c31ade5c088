using System.ComponentModel.DataAnnotations;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Analyses of price tables that a host runs.</summary>
public sealed record AnalysisOptions
{
    /// <summary>
    /// Folder of the price tables, or in the cloud tier the address of a container of blobs; requests name tables in it and reach nothing else. Default: <c>prices</c> in
    /// the data directory.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>Contracts worked on at the same time where a request does not say. Default 2, which leaves the machine to trading.</summary>
    [Range(1, 256)]
    public int Concurrency { get; init; } = 2;
}
