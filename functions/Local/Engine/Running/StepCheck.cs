using System.Security.Cryptography;
using TradingFunctions.Local.Engine.Histories;

namespace TradingFunctions.Local.Engine.Running;

/// <summary>Compares the steps that the code takes in a replay with those of the history, and keeps the first that differs.</summary>
internal sealed class StepCheck
{
    private IReadOnlyList<TurnAction> expected = [];
    private int next;

    /// <summary>What differs; null while nothing does.</summary>
    public string? Difference { get; private set; }

    public void BeginTurn(TurnRecord turn)
    {
        expected = turn.Actions;
        next = 0;
    }

    public void Step(in TurnAction actual)
    {
        if (Difference is not null)
            return;
        if (next == expected.Count)
        {
            Difference = $"The code took {Describe(actual)} where the history has no further step.";
            return;
        }

        var recorded = expected[next++];
        if (!Same(recorded, actual))
            Difference = $"The history has {Describe(recorded)}, the code took {Describe(actual)}.";
    }

    public void EndTurn(TurnRecord turn)
    {
        if (Difference is null && next < expected.Count)
            Difference = $"The history has {Describe(expected[next])}, the code took no further step in turn {turn.Turn}.";
    }

    private static bool Same(in TurnAction recorded, in TurnAction actual) =>
        recorded.Kind == actual.Kind && recorded.TaskId == actual.TaskId && recorded.Name == actual.Name && recorded.Version == actual.Version
        && recorded.Target == actual.Target && recorded.DueTicks == actual.DueTicks && recorded.Data.Span.SequenceEqual(actual.Data.Span);

    private static string Describe(in TurnAction action)
    {
        var due = action.DueTicks == 0 ? "" : $" due {action.DueUtc:O}";
        var target = action.Target is null ? "" : $" for {action.Target}";
        var input = action.Data.IsEmpty ? "" : $" (input {Convert.ToHexStringLower(SHA256.HashData(action.Data.Span).AsSpan(0, 4))})";
        return $"{action.Kind} {action.Name} #{action.TaskId}{target}{due}{input}";
    }
}
