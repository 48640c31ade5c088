using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Infra.Plugins;

/// <summary>Runs code of a plug-in that may never come back, once, on a thread of its own.</summary>
internal static class GuardedCall
{
    /// <summary>What the work gives.</summary>
    /// <param name="what">For the message: <c>making momentum</c>.</param>
    /// <exception cref="StrategyFaultException">It threw what is no word about the strategy's own definition, or took too long.</exception>
    public static T Run<T>(string what, Func<T> work, TimeSpan budget) => new PluginWorker(what).Run(work, budget);
}
