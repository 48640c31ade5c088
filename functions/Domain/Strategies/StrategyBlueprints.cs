namespace TradingFunctions.Domain.Strategies;

/// <summary>One number that a strategy can be set to.</summary>
/// <param name="IsWhole">Whether it counts something: only whole numbers then.</param>
public sealed record StrategyParameter(string Name, double Default, bool IsWhole, string Description);

/// <summary>How to make a strategy from named parameters.</summary>
/// <param name="NeedsVolume">Whether it looks at volumes: prices alone do not suffice.</param>
/// <param name="Make">Makes it from one value per parameter, in their order.</param>
public sealed record StrategyBlueprint(StrategyId Id, IReadOnlyList<StrategyParameter> Parameters, bool NeedsVolume, Func<double[], ITradingStrategy> Make)
{
    /// <summary>Makes the strategy; parameters that are not given have their defaults.</summary>
    /// <exception cref="StrategyParameterException">A parameter that the strategy does not have, or a value out of its bounds.</exception>
    public ITradingStrategy Create(IReadOnlyDictionary<string, double> parameters)
    {
        foreach (var name in parameters.Keys)
        {
            if (!Parameters.Any(p => p.Name == name))
            {
                throw new StrategyParameterException(name, $"Is no parameter of {Id}; it has {string.Join(", ", Parameters.Select(p => p.Name))}.");
            }
        }

        var values = new double[Parameters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(Parameters[i], parameters);
        }

        try
        {
            return Make(values);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new StrategyParameterException(e.ParamName ?? string.Empty, e.Message.Split('\n', 2)[0].Split(" (Parameter", 2)[0], e);
        }
    }

    private static double Value(StrategyParameter parameter, IReadOnlyDictionary<string, double> given)
    {
        if (!given.TryGetValue(parameter.Name, out var value))
        {
            return parameter.Default;
        }

        return double.IsFinite(value) && (!parameter.IsWhole || (value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue))
            ? value
            : throw new StrategyParameterException(parameter.Name, parameter.IsWhole ? "Must be a whole number." : "Must be a finite number.");
    }
}

/// <summary>A parameter cannot be used. The message says which values can.</summary>
public sealed class StrategyParameterException(string parameter, string problem, Exception? inner = null) : Exception($"{parameter}: {problem}", inner)
{
    public string Parameter { get; } = parameter;

    public string Problem { get; } = problem;
}

/// <summary>The built-in strategies with their parameters, for analyses and sweeps.</summary>
public static class StrategyBlueprints
{
    public static IReadOnlyList<StrategyBlueprint> All { get; } =
    [
        new(
            new StrategyId("momentum"),
            [
                new("buyAbove", 0.005, IsWhole: false, "change above which it buys"),
                new("sellBelow", -0.005, IsWhole: false, "change below which it sells"),
            ],
            NeedsVolume: false,
            v => new MomentumStrategy(v[0], v[1])),
        new(
            new StrategyId("moving-average-crossover"),
            [
                new("fast", 10, IsWhole: true, "bars of the fast average"),
                new("slow", 30, IsWhole: true, "bars of the slow average"),
            ],
            NeedsVolume: false,
            v => new MovingAverageCrossoverStrategy((int)v[0], (int)v[1])),
        new(
            new StrategyId("rsi-reversion"),
            [
                new("period", 14, IsWhole: true, "changes averaged"),
                new("oversold", 30, IsWhole: false, "index below which it buys"),
                new("overbought", 70, IsWhole: false, "index above which it sells"),
            ],
            NeedsVolume: false,
            v => new RsiReversionStrategy((int)v[0], v[1], v[2])),
        new(
            new StrategyId("volume-breakout"),
            [
                new("lookback", 20, IsWhole: true, "bars whose range is broken"),
                new("volumeFactor", 1.5, IsWhole: false, "volume over its mean that a purchase needs"),
            ],
            NeedsVolume: true,
            v => new VolumeBreakoutStrategy((int)v[0], v[1])),
        new(
            new StrategyId("opening-range"),
            [new("minutes", 30, IsWhole: true, "length of the opening range")],
            NeedsVolume: false,
            v => new OpeningRangeStrategy((int)v[0])),
        new(
            new StrategyId("z-score-reversion"),
            [
                new("period", 20, IsWhole: true, "closes in mean and deviation"),
                new("entry", 2, IsWhole: false, "deviations beyond which it trades"),
                new("exit", 0, IsWhole: false, "deviations at which a long position is closed"),
            ],
            NeedsVolume: false,
            v => new ZScoreReversionStrategy((int)v[0], v[1], v[2])),
    ];

    /// <summary>The blueprint of this name, null if there is none.</summary>
    public static StrategyBlueprint? Find(string name)
    {
        foreach (var blueprint in All)
        {
            if (blueprint.Id.Value == name)
            {
                return blueprint;
            }
        }

        return null;
    }
}
