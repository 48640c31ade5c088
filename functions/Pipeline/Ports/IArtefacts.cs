namespace TradingFunctions.Pipeline.Ports;

/// <param name="Name">1 to 160 characters of <c>A-Z a-z 0-9 . _ -</c>, beginning with a letter or digit.</param>
public sealed record Artefact(string Name, long Bytes);

/// <summary>Files that runs leave: folders on one machine, blobs in the cloud.</summary>
public interface IArtefacts
{
    /// <summary>Writes a file, or replaces it; a reader sees the old one or the new one, whole. Durable when it returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    Task Write(string run, string name, Action<Stream> write, CancellationToken cancellationToken);

    /// <returns>Null when there is none of this name, or the name is none.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    Stream? OpenRead(string run, string name);

    /// <summary>Removes a file; without effect where there is none.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    void Delete(string run, string name);

    /// <summary>Files of a run, by name.</summary>
    IReadOnlyList<Artefact> List(string run);
}

/// <summary>What names of artefacts may be: they become file names and addresses.</summary>
public static class ArtefactName
{
    public const int MaxLength = 160;

    public static bool IsValid(string? name) =>
        name is { Length: >= 1 and <= MaxLength } && char.IsAsciiLetterOrDigit(name[0])
        && !name.AsSpan().ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
}
