using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Cloud.Tests.Durable;

/// <summary>Small orchestrations for what the contract suite cannot ask of both engines.</summary>
internal static class Scripts
{
    public static readonly EventDefinition<int> Number = new("number", PipelineJson.Default.Int32);

    /// <summary>Waits for one number and returns it.</summary>
    public static readonly OrchestrationDefinition<int, int> Waiter = Define("Waiter", async (context, _) =>
    {
        var inbox = context.Inbox(Number);
        await inbox.Arrived;
        return inbox.Take();
    });

    /// <summary>Continues as new with an event that arrived and was not taken, until it has seen its input go to 0; then sums two events.</summary>
    public static readonly OrchestrationDefinition<int, int> Hesitant = Define("Hesitant", async (context, rounds) =>
    {
        var inbox = context.Inbox(Number);
        await inbox.Arrived;
        if (rounds > 0)
        {
            context.ContinueAsNew(rounds - 1);
            return 0;
        }

        var first = inbox.Take();
        await inbox.Arrived;
        return (100 * first) + inbox.Take();
    });

    public static readonly Catalog Catalog = new([Waiter, Hesitant], []);

    static OrchestrationDefinition<int, int> Define(string name, Func<IOrchestrationContext, int, Task<int>> body) =>
        new(name, "1", Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.Int32, body);
}
