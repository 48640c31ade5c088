using System.Runtime.InteropServices;

namespace TradingFunctions.Infra.Files;

/// <summary>One valid row before its bar's end is known.</summary>
/// <param name="Date">New York date.</param>
/// <param name="StartTicks">UTC.</param>
/// <param name="EndTicks">UTC; 0 until the file's period is known.</param>
/// <param name="Line">Line in the file.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RawBar(
    DateOnly Date, long StartTicks, long EndTicks, double Open, double High, double Low, double Close, double Volume, double Bid, double Ask, int Line);
