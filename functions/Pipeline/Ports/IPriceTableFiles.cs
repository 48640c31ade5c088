namespace TradingFunctions.Pipeline.Ports;

/// <summary>Where price tables lie: a folder, a container of blobs.</summary>
public interface IPriceTableFiles
{
    /// <summary>Why there is no table under a path, as far as can be said without reading it; null where there may be one.</summary>
    string? Problem(string path);

    /// <summary>Looks a table up without reading it.</summary>
    /// <exception cref="PriceTableException">There is none, or the path cannot be one.</exception>
    /// <exception cref="IOException">It cannot be looked up now; that may pass.</exception>
    Task<PriceTableFile> Find(string path, CancellationToken cancellationToken);
}

/// <summary>A table that is there, not yet read.</summary>
/// <param name="Path">Its full path or its address, as messages name it.</param>
/// <param name="Version">Another one whenever the content may be another.</param>
/// <param name="Open">
/// Opens this very version: a seekable stream, from its beginning. It throws <see cref="PriceTableException"/> where the table is gone and
/// <see cref="IOException"/> where it cannot be read now.
/// </param>
public sealed record PriceTableFile(string Path, string Version, Func<CancellationToken, Task<Stream>> Open);

/// <summary>How price tables are written down. Made by its name where not every build has it: hence no constructor parameters.</summary>
public interface IPriceTableFormat
{
    /// <summary>Whether a table of this path is in this format, by the ending of its name.</summary>
    bool IsOf(string path);

    /// <summary>Reads a whole table, on threads of the pool.</summary>
    /// <exception cref="PriceTableException">It is damaged, or breaks a rule.</exception>
    /// <exception cref="IOException">It cannot be read now; that may pass.</exception>
    Task<IPriceTable> Read(PriceTableFile file, TableRules rules, CancellationToken cancellationToken);
}

/// <summary>Opens containers of blobs. Made by its name, where the build has it: hence no constructor parameters.</summary>
public interface IBlobConnector
{
    /// <summary>Why a container cannot be opened, a sentence without its subject; null where nothing is known against it.</summary>
    /// <param name="container">As <see cref="BlobAddress.ReadContainer"/> reads it.</param>
    string? Problem(Uri container);

    /// <summary>Tables by their names in a container.</summary>
    /// <param name="container">Its address; see <see cref="BlobAddress"/>.</param>
    IPriceTableFiles Container(Uri container);

    /// <summary>Tables by their addresses.</summary>
    IPriceTableFiles Addresses();
}
