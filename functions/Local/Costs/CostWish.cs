namespace TradingFunctions.Local.Costs;

/// <summary>What bills are asked for.</summary>
/// <param name="Symbols">Numbers of monitored symbols, a bill for each.</param>
/// <param name="Bars">File of minute bars; null for the simulated market.</param>
/// <param name="Connections">Screens; an idle app has none.</param>
/// <param name="Signals">Queued signals a day; an idle app has none.</param>
/// <param name="Prices">File; null for the built-in list.</param>
/// <param name="Amounts">In the places of the list's, each <c>name=amount</c>.</param>
/// <param name="Config">File; null for the standard one.</param>
internal sealed record CostWish(int[] Symbols, string? Bars, DateOnly? From, DateOnly? To, int Connections, int Signals, DurableBackend Backend, string? Prices, string[] Amounts, string? Config)
{
    /// <summary>Idle, a watch list, an index.</summary>
    public static readonly int[] Standard = [0, 50, 500];
}
