using System.Text.Json.Nodes;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Domain.Strategies.Parameters;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Infra.Plugins;

/// <summary>A plug-in's strategy, every call of which runs on the strategy's own thread within its time budget.</summary>
internal sealed class GuardedStrategy : ITradingStrategy, IDisposable
{
    private readonly ITradingStrategy inner;
    private readonly PluginWorker worker;
    private readonly TimeSpan budget;

    private GuardedStrategy(ITradingStrategy inner, int requiredBars, PluginWorker worker, TimeSpan budget) =>
        (this.inner, RequiredBars, this.worker, this.budget) = (inner, requiredBars, worker, budget);

    /// <summary>Asked once: it may not change.</summary>
    public int RequiredBars { get; }

    /// <exception cref="StrategyFaultException">The plug-in's code failed.</exception>
    public static (ITradingStrategy? Strategy, IReadOnlyList<ParameterError> Errors) Create(StrategyDefinition definition, JsonObject? parameters, TimeSpan budget)
    {
        var thread = new PluginWorker(definition.Id.Value);
        var (strategy, errors, requiredBars) = thread.Run(
            () =>
            {
                var (made, wrong) = definition.Create(parameters);
                return (made, wrong, made?.RequiredBars ?? 0);
            },
            budget);
        return (strategy is null ? null : new GuardedStrategy(strategy, requiredBars, thread, budget), errors);
    }

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var copy = input;
        return worker.Run(() => inner.Evaluate(copy), budget);
    }

    /// <summary>Ends the strategy's thread.</summary>
    public void Dispose() => worker.Dispose();
}
