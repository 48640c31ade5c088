using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Tests.Learning;

/// <summary>No files, and none can be written.</summary>
internal sealed class NoArtefacts : IArtefacts
{
    public Task Write(string run, string name, Action<Stream> write, CancellationToken cancellationToken) => throw new IOException("There is no room.");

    public Stream? OpenRead(string run, string name) => null;

    public void Delete(string run, string name)
    {
        // There is nothing.
    }

    public IReadOnlyList<Artefact> List(string run) => [];
}
