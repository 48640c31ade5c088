using Azure.Identity;
using Azure.Storage.Blobs;

namespace TradingFunctions.Infra.Blobs;

/// <summary>Opens containers as the app's identity or who is signed in; those of the emulator on this machine with its well-known key, which the package brings.</summary>
public static class BlobContainers
{
    private const string Emulator = "UseDevelopmentStorage=true";

    /// <exception cref="ArgumentException">The address is no container's.</exception>
    public static BlobContainerClient Open(Uri address)
    {
        var parts = new BlobUriBuilder(address);
        if (parts.BlobContainerName.Length == 0 || parts.BlobName.Length > 0)
        {
            throw new ArgumentException($"'{address}' is not the address of a container.", nameof(address));
        }

        if (address.Scheme == Uri.UriSchemeHttps)
        {
            return new BlobContainerClient(address, new DefaultAzureCredential());
        }

        var emulator = new BlobServiceClient(Emulator);
        return address.IsLoopback && address.Port == emulator.Uri.Port && parts.AccountName == emulator.AccountName
            ? emulator.GetBlobContainerClient(parts.BlobContainerName)
            : throw new ArgumentException($"'{address}' is not a container of the emulator at {emulator.Uri}; any other address begins with https.", nameof(address));
    }
}
