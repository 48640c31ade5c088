using System.Globalization;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Learning;

/// <summary>Buys what a trained model gives a high probability of standing higher some bars later, and sells what it gives a low one. The calibrated probability is the signal's
/// confidence, and so what Kelly stakes by.</summary>
/// <remarks>It asks for the model at every evaluation, so that a promotion counts from the next one on. Without a model it holds.</remarks>
[Strategy(TrainedStrategy.Name, "Buys and sells by the calibrated probability of the model in force; see the models command.")]
public sealed class TrainedStrategy : ITradingStrategy
{
    public const string Name = "trained";

    private static readonly StrategySignal NoModel = new(Signals.SignalAction.Hold, 0, "no model is in force");
    private static readonly StrategySignal NoFeatures = new(Signals.SignalAction.Hold, 0, "prices give no features");

    private readonly TrainedParameters parameters;
    private readonly Func<LogisticModel?> model;

    /// <summary>Without a model.</summary>
    public TrainedStrategy(TrainedParameters parameters)
        : this(parameters, () => null)
    {
    }

    /// <param name="model">Gives the model in force, null without one.</param>
    public TrainedStrategy(TrainedParameters parameters, Func<LogisticModel?> model) => (this.parameters, this.model) = (parameters, model);

    /// <summary>The same with another source of the model.</summary>
    public TrainedStrategy With(Func<LogisticModel?> source) => new(parameters, source);

    public int RequiredBars => BarFeatures.RequiredBars;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        if (model() is not { } inForce)
        {
            return NoModel;
        }

        if (input.Bars.Count < RequiredBars)
        {
            return StrategySignal.TooFewBars;
        }

        Span<double> features = stackalloc double[BarFeatures.Count];
        if (!BarFeatures.TryRead(input.Bars, features))
        {
            return NoFeatures;
        }

        var up = inForce.Probability(features);
        if (up >= parameters.BuyAbove)
        {
            return StrategySignal.Buy(up, Reason(up, inForce.Horizon));
        }

        return up <= parameters.SellBelow ? StrategySignal.Sell(1 - up, Reason(up, inForce.Horizon)) : StrategySignal.Hold;
    }

    private static string Reason(double up, int horizon) => string.Create(CultureInfo.InvariantCulture, $"probability {up:0.000} of a higher close in {horizon} bars");
}
