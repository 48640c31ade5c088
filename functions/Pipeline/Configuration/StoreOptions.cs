using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Configuration;

[JsonConverter(typeof(JsonStringEnumConverter<StoreKind>))]
public enum StoreKind
{
    /// <summary>A file of this machine.</summary>
    Sqlite,

    Cosmos,
}

[JsonConverter(typeof(JsonStringEnumConverter<StoreConnection>))]
public enum StoreConnection
{
    /// <summary>HTTPS to the account's one address.</summary>
    Gateway,

    /// <summary>TCP to the replicas: faster, and needs ports 10000 to 20000 open.</summary>
    Direct,
}

/// <summary>Where documents are kept.</summary>
public sealed record StoreOptions
{
    /// <summary>Default SQLite.</summary>
    public StoreKind Kind { get; init; }

    /// <summary>Address of the Cosmos DB account; the host signs in with its identity.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Key of a Cosmos DB emulator on this machine; an account takes none.</summary>
    [Secret]
    public string? Key { get; init; }

    /// <summary>Database of the Cosmos DB account. Default <c>trading</c>.</summary>
    [Required]
    public string Database { get; init; } = "trading";

    /// <summary>How Cosmos DB is reached. Default gateway.</summary>
    public StoreConnection Connection { get; init; }

    /// <summary>How long one call to Cosmos DB may take, with what is repeated inside; half of it may be spent on waiting where the throughput is used up. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1000000", "00:02:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The key is in no text.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Kind = ").Append(Kind).Append(", Endpoint = ").Append(Endpoint).Append(", Database = ").Append(Database);
        return true;
    }
}
