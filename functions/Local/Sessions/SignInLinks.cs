using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TradingFunctions.Local.Sessions;

/// <summary>Links that sign a browser in, each once.</summary>
internal sealed class SignInLinks(TimeProvider wall)
{
    public const string Path = "/sign-in";

    public const string Parameter = "once";

    /// <summary>Long enough to read the banner, short enough for a log that keeps it.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> open = new(StringComparer.Ordinal);

    /// <param name="url">The host's address.</param>
    public string Make(string url)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        open[code] = wall.GetUtcNow() + Life;
        return $"{url}{Path}?{Parameter}={code}";
    }

    /// <summary>Uses a link up.</summary>
    /// <returns>False when it is unknown, was used, or is too old.</returns>
    public bool Use(string? code) => code is not null && open.TryRemove(code, out var untilUtc) && untilUtc > wall.GetUtcNow();
}
