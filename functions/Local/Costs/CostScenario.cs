namespace TradingFunctions.Local.Costs;

/// <summary>What a bill is made for.</summary>
/// <param name="Name">For people.</param>
/// <param name="Day">What a trading day did.</param>
/// <param name="Connections">Screens that are open while a session lasts.</param>
/// <param name="Signals">Queued signals a day.</param>
public sealed record CostScenario(string Name, DayCounts Day, int Connections, int Signals);

/// <summary>How a quantity is known.</summary>
public enum CostBasis
{
    /// <summary>Counted in the replay, times the days of a month.</summary>
    Measured,

    /// <summary>Counted, times an assumption.</summary>
    Estimated,

    /// <summary>From what is deployed and assumed.</summary>
    Assumed,
}

/// <summary>One line of a bill.</summary>
/// <param name="Meter">Name of the price.</param>
/// <param name="Quantity">Of a month.</param>
/// <param name="Cost">Of a month; null where the meter has no price.</param>
public sealed record CostLine(string Service, string What, string Meter, decimal Quantity, CostBasis Basis, decimal? Cost);

/// <summary>A month's bill.</summary>
/// <param name="Total">Without the lines that have no price.</param>
/// <param name="Unpriced">Meters without a price that were used.</param>
public sealed record Bill(string Name, DayCounts Day, int Connections, int Signals, CostLine[] Lines, decimal Total, string[] Unpriced);
