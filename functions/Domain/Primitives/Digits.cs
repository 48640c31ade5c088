namespace TradingFunctions.Domain;

/// <summary>Ranges of decimals, told by their digits.</summary>
internal static class Digits
{
    /// <summary>Whether a number is at most so far from nothing.</summary>
    /// <remarks>Without its point a number is no smaller. Where the digits alone are few enough, which is nearly always, two decimals need not be brought to one scale: a decision makes
    /// dozens of amounts.</remarks>
    public static bool AreWithin(decimal number, ulong most)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        return (parts[2] == 0 && (((ulong)unchecked((uint)parts[1]) << 32) | unchecked((uint)parts[0])) <= most) || Math.Abs(number) <= most;
    }
}
