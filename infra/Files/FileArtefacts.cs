using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files;

/// <summary>Artefacts as files, a folder per run.</summary>
/// <param name="folderOf">Folder of a run's files.</param>
public sealed class FileArtefacts(Func<string, string> folderOf) : IArtefacts
{
    private const string Draft = ".new";

    public Task Write(string run, string name, Action<Stream> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(run, name) ?? throw new ArgumentException($"'{name}' is no name of an artefact.", nameof(name));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // A crash leaves a whole file or a draft that the next attempt replaces.
            using (var file = new FileStream(path + Draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(path + Draft, path, overwrite: true);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }

        return Task.CompletedTask;
    }

    public Stream? OpenRead(string run, string name)
    {
        if (PathOf(run, name) is not { } path)
        {
            return null;
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public void Delete(string run, string name)
    {
        if (PathOf(run, name) is { } path && File.Exists(path))
        {
            File.Delete(path);
        }
    }

    public IReadOnlyList<Artefact> List(string run)
    {
        if (!ArtefactName.IsValid(run))
        {
            return [];
        }

        var folder = new DirectoryInfo(folderOf(run));
        return folder.Exists
            ? [.. folder.EnumerateFiles().Where(f => ArtefactName.IsValid(f.Name) && !f.Name.EndsWith(Draft, StringComparison.Ordinal)).OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new Artefact(f.Name, f.Length))]
            : [];
    }

    /// <summary>Null for what is no name: nothing outside the folder can be meant.</summary>
    private string? PathOf(string run, string name) =>
        ArtefactName.IsValid(run) && ArtefactName.IsValid(name) && !name.EndsWith(Draft, StringComparison.Ordinal) ? Path.Combine(folderOf(run), name) : null;
}
