using System.ClientModel.Primitives;

namespace TradingFunctions.Infra.Llm;

/// <summary>What Azure's own addresses want otherwise: the API version in the query, the key in a header of its own.</summary>
internal sealed class AzureAddress(string apiVersion, string key) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Address(message);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Address(message);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    /// <summary>Again at every attempt: setting is idempotent.</summary>
    private void Address(PipelineMessage message)
    {
        var request = message.Request;
        request.Uri = new UriBuilder(request.Uri!) { Query = $"api-version={Uri.EscapeDataString(apiVersion)}" }.Uri;
        request.Headers.Remove("Authorization");
        request.Headers.Set("api-key", key);
    }
}
