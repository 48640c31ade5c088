namespace TradingFunctions.Domain.Risk;

/// <summary>A shock of all prices at once.</summary>
/// <param name="Longs">Return of every long position: -0.2 is a fall of 20 %.</param>
/// <param name="Shorts">Return of the prices of what is held short.</param>
public sealed record StressScenario(string Name, decimal Longs, decimal Shorts)
{
    /// <summary>Shocks of the size that the US market has seen: 19 October 1987 (-20 %), the days of March 2020 (-10 %), a squeeze of shorts, and both sides at once.</summary>
    public static readonly StressScenario[] Standard =
    [
        new("fall of 10 %", -0.10m, -0.10m), new("fall of 20 %", -0.20m, -0.20m), new("rise of 10 %", 0.10m, 0.10m),
        new("short squeeze of 30 %", 0m, 0.30m), new("longs fall, shorts rise 10 %", -0.10m, 0.10m),
    ];

    /// <summary>P&amp;L of the positions under the shock; a loss is negative.</summary>
    /// <param name="values">Market values, negative for short positions.</param>
    public Money Profit(IEnumerable<Money> values) => new(values.Sum(value => value.Amount * (value.Amount > 0m ? Longs : Shorts)));
}
