using Azure.Identity;
using Azure.Storage.Blobs;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Blobs;

/// <summary>Opens containers as the app's identity or who is signed in; those of the emulator on this machine with its well-known key, which the package brings.</summary>
public static class BlobContainers
{
    private const string Emulator = "UseDevelopmentStorage=true";

    /// <summary>Makes a container of the emulator where there is none yet. Those of an account come with it, and who runs the app need not be allowed to make any: there it has to be.</summary>
    /// <exception cref="ArgumentException">The address is no container's.</exception>
    /// <exception cref="StoreException">There is none, or whoever has it does not make it, or does not answer.</exception>
    public static Task Prepare(Uri address, CancellationToken cancellationToken) =>
        address.Scheme == Uri.UriSchemeHttps ? Need(Open(address), cancellationToken) : Make(Open(address), cancellationToken);

    internal static async Task Need(BlobContainerClient container, CancellationToken cancellationToken)
    {
        bool isThere;
        try
        {
            isThere = await container.ExistsAsync(cancellationToken);
        }
        catch (Exception e) when (BlobFailure.Is(e))
        {
            throw new StoreException(
                StoreFailure.Unavailable, container.Uri.AbsoluteUri, $"the container cannot be looked up: {BlobFailure.Text(e)}.", "Look at the address and at the rights of this process's identity.", e);
        }

        if (!isThere)
        {
            throw new StoreException(StoreFailure.Unavailable, container.Uri.AbsoluteUri, "there is no such container.", "Make it (bicep/ does), or name one that is there.");
        }
    }

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

    /// <summary>Why an address cannot be opened as a container, a sentence without its subject; null where it can.</summary>
    public static string? Problem(Uri address)
    {
        var parts = new BlobUriBuilder(address);
        if (parts.BlobContainerName.Length == 0 || parts.BlobName.Length > 0)
        {
            return "is not the address of a container.";
        }

        var emulator = new BlobServiceClient(Emulator);
        return address.Scheme == Uri.UriSchemeHttps || (address.IsLoopback && address.Port == emulator.Uri.Port && parts.AccountName == emulator.AccountName)
            ? null
            : $"is not a container of the emulator at {emulator.Uri}; any other address begins with https.";
    }

    /// <exception cref="ArgumentException">The address is no container's.</exception>
    public static BlobContainerClient Open(Uri address)
    {
        if (Problem(address) is { } problem)
        {
            throw new ArgumentException($"'{address}' {problem}", nameof(address));
        }

        return address.Scheme == Uri.UriSchemeHttps
            ? new BlobContainerClient(address, new DefaultAzureCredential())
            : new BlobServiceClient(Emulator).GetBlobContainerClient(new BlobUriBuilder(address).BlobContainerName);
    }
}
