namespace TradingFunctions.Pipeline.Live;

/// <summary>Gives one section of the live view as it is now. Only asked while somebody looks.</summary>
public interface ILiveSource
{
    string Section { get; }

    /// <summary>How often it is worth asking.</summary>
    TimeSpan Every { get; }

    /// <summary>All documents of the section; what is missing has left it. Bounded: a screen shows no thousands.</summary>
    ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken);
}
