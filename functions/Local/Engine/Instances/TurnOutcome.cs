using TradingFunctions.Local.Engine.Histories;

namespace TradingFunctions.Local.Engine.Instances;

/// <summary>What a turn came to: all that is committed with it and done after it.</summary>
/// <param name="ConsumedPending">How many of the instance's stored events the turn consumed.</param>
/// <param name="Frame">The turn in its binary form.</param>
/// <param name="Actions">Belongs to the instance's code: valid until its next turn, which waits for this one's commit.</param>
/// <param name="Ending">How the generation ended; null when it goes on.</param>
/// <param name="Carried">Events that a continue-as-new hands to the next generation.</param>
internal sealed record TurnOutcome(
    DateTime AtUtc,
    int ConsumedPending,
    byte[] Frame,
    IReadOnlyList<TurnAction> Actions,
    ReadOnlyMemory<byte>? Status,
    TurnAction? Ending,
    IReadOnlyList<TurnEvent> Carried)
{
    public bool EndsInstance => Ending is { Kind: TurnActionKind.Complete or TurnActionKind.Fail };

    public static TurnOutcome Read(byte[] frame, int consumedPending, IReadOnlyList<TurnEvent> carried)
    {
        var turn = TurnCodec.Read(frame, generation: 0, turn: 0);
        var last = turn.Actions.Count == 0 ? default : turn.Actions[^1];
        TurnAction? ending = last.Kind is TurnActionKind.Complete or TurnActionKind.Fail or TurnActionKind.ContinueAsNew ? last : null;
        return new(turn.AtUtc, consumedPending, frame, turn.Actions, turn.Status, ending, carried);
    }
}
