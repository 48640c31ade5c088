using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Tests.Analysis;

/// <summary>The files of one run: one, whatever its name.</summary>
internal sealed class OneArtefact(string run, byte[] bytes) : IArtefacts
{
    public Task Write(string run, string name, Action<Stream> write, CancellationToken cancellationToken) => throw new IOException("There is no room.");

    public Stream? OpenRead(string of, string name) => of == run ? new MemoryStream(bytes) : null;

    public void Delete(string run, string name)
    {
        // It stays.
    }

    public IReadOnlyList<Artefact> List(string run) => [];
}
