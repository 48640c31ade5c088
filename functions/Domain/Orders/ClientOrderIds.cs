using System.Security.Cryptography;
using System.Text;

namespace TradingFunctions.Domain.Orders;

/// <summary>Derives order ids from what an order is for, so that a repeat after a crash has the same id and the broker refuses to double it.</summary>
public static class ClientOrderIds
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Base32 (RFC 4648, no padding) of SHA-256 over account, environment, origin, leg and ordinal: 52 characters.</summary>
    /// <param name="environment">Name of the market and broker: ids of a replay never meet those of a live account.</param>
    /// <param name="origin">Signal id, or run, symbol and alert sequence.</param>
    /// <param name="leg"><c>entry</c>, <c>exit</c>, ...</param>
    /// <param name="ordinal">0, or the number of a deliberate repetition.</param>
    public static ClientOrderId Derive(AccountId account, string environment, string origin, string leg, int ordinal = 0)
    {
        var text = string.Join('|', account.Value, environment, origin, leg, ordinal);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new ClientOrderId(Base32(hash));
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(((bytes.Length * 8) + 4) / 5);
        int buffer = 0, bits = 0;
        foreach (var value in bytes)
        {
            buffer = ((buffer << 8) | value) & 0xFFF;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            }
        }

        return bits == 0 ? text.ToString() : text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString();
    }
}
