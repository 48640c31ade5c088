using Azure.Identity;
using Azure.Storage.Blobs;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Blobs;

/// <summary>Opens containers as the app's identity or who is signed in; those of the emulator on this machine with its well-known key, which the package brings.</summary>
public static class BlobContainers
{
    private const string Emulator = "UseDevelopmentStorage=true";

    /// <summary>Makes a container of the emulator where there is none yet. Those of an account come with it, and who runs the app need not be allowed to make any.</summary>
    /// <exception cref="ArgumentException">The address is no container's.</exception>
    /// <exception cref="StoreException">The emulator does not make it, or does not answer.</exception>
    public static Task Prepare(Uri address, CancellationToken cancellationToken) =>
        address.Scheme == Uri.UriSchemeHttps ? Task.CompletedTask : Make(Open(address), cancellationToken);

    internal static async Task Make(BlobContainerClient container, CancellationToken cancellationToken)
    {
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            throw new StoreException(
                StoreFailure.Unavailable, container.Uri.AbsoluteUri, $"the container cannot be made: {BlobFailure.Text(e)}.", "Start Azurite, or name a container of an account.", e);
        }
    }

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
