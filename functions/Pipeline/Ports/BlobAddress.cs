namespace TradingFunctions.Pipeline.Ports;

/// <summary>Addresses of blobs and their containers, as settings and people write them.</summary>
public static class BlobAddress
{
    public const string Example = "https://account.blob.core.windows.net/container";

    /// <summary>Whether text is meant to be an address rather than a file.</summary>
    public static bool IsMeant(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the address of a container: behind it comes no blob's name.</summary>
    /// <param name="problem">What is wrong, a sentence without its subject. It does not hold the address, which may hold a secret.</param>
    /// <returns>Null where it is none.</returns>
    public static Uri? ReadContainer(string text, out string problem)
    {
        if (Read(text, out problem) is not { } address)
        {
            return null;
        }

        // The emulator has its account in the path.
        var parts = address.AbsolutePath.Trim('/').Split('/').Length;
        problem = parts == (address.Scheme == Uri.UriSchemeHttps ? 1 : 2) ? string.Empty : $"must be the address of a container, {Example}.";
        return problem.Length == 0 ? address : null;
    }

    /// <summary>Reads the address of a container or of a blob.</summary>
    /// <param name="problem">What is wrong, a sentence without its subject. It does not hold the address, which may hold a secret.</param>
    /// <returns>Null where it is none.</returns>
    public static Uri? Read(string text, out string problem)
    {
        problem = !Uri.TryCreate(text, UriKind.Absolute, out var address) ? $"is no address: one is {Example}."
            : address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0 ? "has a signature, a query or a user in it, which would stand in records and messages. Leave it out and sign in (az login, or an identity of the app)."
            : address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback) ? "must begin with https; http is for the emulator on this machine."
            : address.AbsolutePath.Trim('/').Length == 0 ? $"names no container: an address is {Example}."
            : string.Empty;
        return problem.Length == 0 ? address : null;
    }
}
