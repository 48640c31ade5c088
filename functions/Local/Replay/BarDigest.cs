using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Local.Replay;

/// <summary>A digest of the bars themselves: the same for the same bars however their file is compressed or spelled, another one for any other price.</summary>
internal static class BarDigest
{
    /// <returns>SHA-256 in lower-case hexadecimal.</returns>
    public static string Of(IReadOnlyList<BarSeries> series)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var symbol in series)
        {
            var bars = symbol.WindowAt(DateTime.MaxValue);
            hash.AppendData(Encoding.UTF8.GetBytes(symbol.Symbol.Value));
            hash.AppendData(MemoryMarshal.AsBytes(bars.StartTicks));
            hash.AppendData(MemoryMarshal.AsBytes(bars.EndTicks));
            hash.AppendData(MemoryMarshal.AsBytes(bars.Opens));
            hash.AppendData(MemoryMarshal.AsBytes(bars.Highs));
            hash.AppendData(MemoryMarshal.AsBytes(bars.Lows));
            hash.AppendData(MemoryMarshal.AsBytes(bars.Closes));
            hash.AppendData(MemoryMarshal.AsBytes(bars.Volumes));
            hash.AppendData(MemoryMarshal.AsBytes(bars.Bids));
            hash.AppendData(MemoryMarshal.AsBytes(bars.Asks));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
