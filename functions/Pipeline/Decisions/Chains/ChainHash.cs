using System.Security.Cryptography;
using System.Text;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>SHA-256 along a chain: each head is the digest of the head before, the record's id and the digest of its bytes as stored.</summary>
internal static class ChainHash
{
    /// <summary>Characters of a record's digest that its link keeps: enough to name the record that was changed. The head holds all of it.</summary>
    public const int ShortDigest = 16;

    /// <summary>Head of a chain without a link.</summary>
    /// <param name="chain">What the chain is of: no chain is a copy of another.</param>
    public static byte[] Begin(string chain) => SHA256.HashData(Encoding.UTF8.GetBytes($"chain\n{chain}\n"));

    public static byte[] Digest(ReadOnlySpan<byte> record) => SHA256.HashData(record);

    /// <summary>The head after one more record.</summary>
    /// <param name="head">The head before; changed in place.</param>
    public static void Add(byte[] head, string id, ReadOnlySpan<byte> digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(Encoding.UTF8.GetBytes(id));
        hash.AppendData("\n"u8);
        hash.AppendData(digest);
        hash.GetHashAndReset(head);
    }

    /// <summary>Digest of lines of text.</summary>
    public static string OfLines(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    public static string Text(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash);
}
