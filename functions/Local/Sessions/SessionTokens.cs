using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TradingFunctions.Local.Sessions;

/// <summary>What a signed-in browser carries: when it expires, a random part, and a seal over both. The host keeps nothing, so a restart signs nobody out.</summary>
/// <param name="secret">The function key: making a new one ends all sessions.</param>
/// <param name="wall">The wall's clock.</param>
internal sealed class SessionTokens(string secret, TimeProvider wall)
{
    /// <summary>A trading day and some.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private const int ExpiryBytes = sizeof(long);
    private const int RandomBytes = 16;
    private const int BodyBytes = ExpiryBytes + RandomBytes;
    private const int TokenBytes = BodyBytes + HMACSHA256.HashSizeInBytes;

    private readonly byte[] sessionKey = KeyFor("session", secret);
    private readonly byte[] antiForgeryKey = KeyFor("anti-forgery", secret);

    public (string Token, DateTime ExpiresUtc) Issue()
    {
        var expires = (wall.GetUtcNow() + Life).UtcDateTime;
        Span<byte> token = stackalloc byte[TokenBytes];
        BinaryPrimitives.WriteInt64BigEndian(token, expires.Ticks);
        RandomNumberGenerator.Fill(token[ExpiryBytes..BodyBytes]);
        HMACSHA256.HashData(sessionKey, token[..BodyBytes], token[BodyBytes..]);
        return (Base64Url.EncodeToString(token), expires);
    }

    /// <summary>When the session ends; null when the token is none of ours or its time is over.</summary>
    public DateTime? Expiry(string? token)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        if (token is null || token.Length != Base64Url.GetEncodedLength(TokenBytes) || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != TokenBytes)
        {
            return null;
        }

        Span<byte> seal = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(sessionKey, bytes[..BodyBytes], seal);
        if (!CryptographicOperations.FixedTimeEquals(seal, bytes[BodyBytes..]))
        {
            return null;
        }

        var expires = new DateTime(BinaryPrimitives.ReadInt64BigEndian(bytes), DateTimeKind.Utc);
        return expires > wall.GetUtcNow().UtcDateTime ? expires : null;
    }

    /// <summary>What a page of this session must send with every write: another site cannot read it.</summary>
    public string AntiForgery(string token) => Base64Url.EncodeToString(HMACSHA256.HashData(antiForgeryKey, Encoding.UTF8.GetBytes(token)));

    public bool IsAntiForgery(string token, string? given) => Digests.Equal(AntiForgery(token), given);

    private static byte[] KeyFor(string purpose, string secret) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(purpose));
}
