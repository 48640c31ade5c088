using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Experiments;

/// <summary>A server that people keep their experiments on, besides our own store.</summary>
public interface IExperimentTracker
{
    /// <summary>Where it is, for people.</summary>
    string Address { get; }

    /// <summary>Sends a run that has ended, whole. Sent again, it changes what is there, and makes no second one.</summary>
    /// <param name="parentRemoteId">The server's id of the run that it is a part of, where that has been sent.</param>
    /// <param name="artefacts">The files of runs.</param>
    /// <returns>The server's id of the run.</returns>
    /// <exception cref="TrackingException">It was not sent, or not all of it.</exception>
    Task<string> Send(ExperimentRecord record, string? parentRemoteId, IArtefacts artefacts, CancellationToken cancellationToken);
}

/// <summary>A tracking server did not take a run. The message is for people and holds no secret.</summary>
/// <param name="isRefused">The server answered that it does not want this one, or a file of it cannot be read: others may pass, and this one will not without a change.</param>
public sealed class TrackingException(string message, bool isRefused, Exception? inner = null) : Exception(message, inner)
{
    public bool IsRefused { get; } = isRefused;
}
