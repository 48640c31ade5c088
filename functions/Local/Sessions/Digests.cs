using System.Security.Cryptography;
using System.Text;

namespace TradingFunctions.Local.Sessions;

/// <summary>Compares secrets as digests: neither the time nor the length of a guess tells anything.</summary>
internal static class Digests
{
    /// <summary>Longest guess that is looked at, characters.</summary>
    private const int MaxLength = 512;

    public static bool Equal(string secret, string? guess)
    {
        if (guess is not { Length: > 0 and <= MaxLength })
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), expected);
        SHA256.HashData(Encoding.UTF8.GetBytes(guess), given);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
