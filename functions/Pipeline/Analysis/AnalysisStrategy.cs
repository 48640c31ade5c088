using TradingFunctions.Domain.Strategies;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>The strategy of one analysis: its code as it was when the analysis began.</summary>
public sealed class AnalysisStrategy(KnownStrategy known)
{
    /// <summary>The strategy that has a kernel of its own.</summary>
    private const string Momentum = "momentum";

    public bool IsMomentum => known.Definition.Id.Value == Momentum;

    /// <summary>Makes it with checked parameters. For one contract: what a plug-in does to one is not to touch the others.</summary>
    /// <exception cref="ActivityFailureException">The code of a plug-in failed.</exception>
    public ITradingStrategy Create(SortedDictionary<string, double> parameters)
    {
        try
        {
            var (strategy, errors) = known.Create(known.Definition.Parameters.FromNumbers(parameters));
            return known.Assembly is not null && strategy is not null ? new CheckedStrategy(strategy) : strategy ?? throw new InvalidOperationException($"{known.Definition.Id}: {errors[0].Name}: {errors[0].Message}");
        }
        catch (StrategyFaultException e)
        {
            throw Failure(e);
        }
    }

    internal ActivityFailureException Failure(StrategyFaultException e) => new(AnalysisCodes.StrategyFault, $"{known.Definition.Id} failed: {e.Message}", retriable: false, e);
}
