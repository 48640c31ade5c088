using System.Runtime.InteropServices;

namespace TradingFunctions.Domain.Risk;

/// <summary>The worst of the prices that value what is held: where one is missing that one, else the oldest.</summary>
/// <param name="Symbol">Whose price it is; null where nothing is held.</param>
/// <param name="Age">How much of open sessions has gone by since; null where there is no price.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MarkReading(Symbol? Symbol, TimeSpan? Age);
