using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Chaos.Crashes;

/// <summary>The steps of a host that others can see the effect of: at each it may die, just before and just after.</summary>
internal static class CrashPoints
{
    public const string StoreSignal = "store signal";
    public const string StoreAnswer = "store answer";
    public const string Reserve = "reserve";
    public const string Record = "record outcome";
    public const string BookFill = "book fill";
    public const string EndOrder = "end order";
    public const string Mark = "mark account";
    public const string Enqueue = "enqueue";
    public const string Receive = "receive";
    public const string Complete = "complete";
    public const string Submit = "submit";
    public const string Cancel = "cancel";

    public static IReadOnlyList<string> All { get; } = [StoreSignal, StoreAnswer, Reserve, Record, BookFill, EndOrder, Mark, Enqueue, Receive, Complete, Submit, Cancel];

    /// <summary>What a transaction is for, by the documents in it.</summary>
    public static string NameOf(string container, IReadOnlyList<StoreOperation> operations)
    {
        if (container == Containers.Signals)
        {
            return operations[0].Kind == StoreOperationKind.Create ? StoreSignal : StoreAnswer;
        }

        return Has(StoreOperationKind.Create, "fill:") ? BookFill
            : Has(StoreOperationKind.Create, "intent:") ? Reserve
            : Has(StoreOperationKind.Create, "order:") ? EndOrder
            : Has(StoreOperationKind.Replace, "intent:") ? Record
            : Mark;

        bool Has(StoreOperationKind kind, string prefix) => operations.Any(operation => operation.Kind == kind && operation.Id.StartsWith(prefix, StringComparison.Ordinal));
    }
}
