using System.Runtime.InteropServices;

namespace TradingFunctions.Domain.Risk;

/// <summary>The account's messages of the running window as the broker counts them, all callers together.</summary>
/// <param name="Limit">Messages of a window.</param>
/// <param name="Used">Of these gone.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessageWindow(int Limit, int Used);
