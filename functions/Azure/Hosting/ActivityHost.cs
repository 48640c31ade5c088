using System.Text.Json;
using Microsoft.DurableTask.Client;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Hosting;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Hosting;

/// <summary>Runs activities once the books are open. Their time-outs go by the wall's clock, whatever market time is.</summary>
public sealed class ActivityHost(BoundOrchestrationClient orchestrations, HostReadiness readiness, IServiceProvider services)
{
    public async Task<JsonElement> Run(ActivityDefinition activity, JsonElement input, DurableTaskClient client, CancellationToken cancellationToken)
    {
        orchestrations.Use(client);
        await readiness.Opened.WaitAsync(cancellationToken);
        return await activity.Run(services, TimeProvider.System, input, cancellationToken);
    }
}
