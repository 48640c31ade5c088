using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.TestKit.Orchestrations;

/// <summary>Activities and orchestrations made of functions, for tests.</summary>
public sealed class FuncActivity<TIn, TOut>(Func<TIn, CancellationToken, Task<TOut>> body) : IActivity<TIn, TOut>
{
    public Task<TOut> Run(TIn input, CancellationToken cancellationToken) => body(input, cancellationToken);
}

/// <summary>Short ways to define activities and orchestrations from int to int, and from int to text.</summary>
public static class Define
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static ActivityDefinition<int, int> Activity(string name, Func<int, int> body, Phase phase = Phase.Check, TimeSpan? timeout = null) =>
        Activity(name, (input, _) => Task.FromResult(body(input)), phase, timeout);

    public static ActivityDefinition<int, int> Activity(
        string name, Func<int, CancellationToken, Task<int>> body, Phase phase = Phase.Check, TimeSpan? timeout = null) =>
        new(name, timeout ?? Timeout, phase, PipelineJson.Default.Int32, PipelineJson.Default.Int32, _ => new FuncActivity<int, int>(body));

    public static OrchestrationDefinition<int, int> Orchestration(
        string name, Func<IOrchestrationContext, int, Task<int>> body, Phase phase = Phase.Check, string version = "1", string[]? events = null) =>
        new(name, version, phase, PipelineJson.Default.Int32, PipelineJson.Default.Int32, body) { Events = events ?? [] };

    public static OrchestrationDefinition<int, string> Telling(string name, Func<IOrchestrationContext, int, Task<string>> body) =>
        new(name, "1", Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.String, body);

    public static EventDefinition<int> Event(string name) => new(name, PipelineJson.Default.Int32);
}
