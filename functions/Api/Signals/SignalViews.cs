using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Signals;

public enum SignalProgressStatus
{
    /// <summary>Stored; queued or being worked on.</summary>
    Pending,

    /// <summary>There is an answer.</summary>
    Answered,
}

/// <summary>How far a signal is.</summary>
public static class SignalProgress
{
    public static SignalProgressStatus Of(SignalRecord record) => record.Answer is null ? SignalProgressStatus.Pending : SignalProgressStatus.Answered;
}

/// <param name="StatusUrl">Where to read what became of it.</param>
public sealed record QueuedSignal(SignalId Id, SignalProgressStatus Status, string StatusUrl);

/// <summary>A signal as received, and its first answer once there is one.</summary>
public sealed record SignalView(SignalId Id, SignalProgressStatus Status, TradingSignal Signal, DateTime ReceivedUtc, TradeAnswer? Answer)
{
    public static SignalView Of(SignalRecord record) => new(record.Signal.Id, SignalProgress.Of(record), record.Signal, record.ReceivedUtc, record.Answer);
}
