using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace TradingFunctions.Dashboard;

/// <summary>One file of the page in every encoding that the build made.</summary>
/// <param name="Name">File name.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="ETag">Of the file before compression.</param>
/// <param name="Plain">As it is.</param>
/// <param name="Brotli">Null where the build made none.</param>
/// <param name="Gzip">Null where the build made none.</param>
internal sealed record DashboardAsset(string Name, string ContentType, EntityTagHeaderValue ETag, byte[] Plain, byte[]? Brotli, byte[]? Gzip)
{
    private const string Prefix = "web/";

    private static readonly Assembly Home = typeof(DashboardAsset).Assembly;

    /// <summary>All files that are embedded in this assembly.</summary>
    public static DashboardAsset[] Load() =>
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !name.EndsWith(".br", StringComparison.Ordinal) && !name.EndsWith(".gz", StringComparison.Ordinal))
            .Select(Load),
    ];

    /// <summary>The smallest that the client takes, and the name of its encoding.</summary>
    public (byte[] Bytes, string? Encoding) For(StringValues acceptEncoding)
    {
        var accepted = acceptEncoding.ToString();
        return Brotli is not null && Accepts("br") ? (Brotli, "br")
            : Gzip is not null && Accepts("gzip") ? (Gzip, "gzip")
            : (Plain, null);

        bool Accepts(string encoding) => accepted.Split(',', StringSplitOptions.TrimEntries).Contains(encoding, StringComparer.OrdinalIgnoreCase);
    }

    private static DashboardAsset Load(string resource)
    {
        var plain = Read(resource)!;
        var name = resource[Prefix.Length..];
        return new DashboardAsset(name, TypeOf(name), new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..16]}\""), plain, Read(resource + ".br"), Read(resource + ".gz"));
    }

    private static byte[]? Read(string resource)
    {
        using var stream = Home.GetManifestResourceStream(resource);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
