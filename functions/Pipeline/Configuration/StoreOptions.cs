using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Configuration;

[JsonConverter(typeof(JsonStringEnumConverter<StoreKind>))]
public enum StoreKind
{
    /// <summary>A file of this machine.</summary>
    Sqlite,

    Cosmos,
}

/// <summary>Where documents are kept.</summary>
public sealed record StoreOptions
{
    /// <summary>Default SQLite.</summary>
    public StoreKind Kind { get; init; }

    /// <summary>Address of the Cosmos DB account; the host signs in with its identity.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Database of the Cosmos DB account. Default <c>trading</c>.</summary>
    [Required]
    public string Database { get; init; } = "trading";
}
