using Microsoft.Azure.Cosmos;

namespace TradingFunctions.Infra.Cosmos.Documents;

/// <summary>Bodies of answers.</summary>
internal static class Content
{
    public static async Task<ReadOnlyMemory<byte>> Bytes(ResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content is MemoryStream { Position: 0 } whole && whole.TryGetBuffer(out var there))
        {
            return there;
        }

        using var copy = new MemoryStream();
        await answer.Content.CopyToAsync(copy, cancellationToken);
        return copy.GetBuffer().AsMemory(0, (int)copy.Length);
    }
}
