using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.DurableTask;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

/// <summary>What the one-line functions of the app call: a definition of the catalogue, run by the Durable Task SDK.</summary>
public static class DurableShims
{
    /// <summary>Runs an orchestration's turn. An instance of another version is parked: its turn does nothing, for ever, until a worker that has its version takes it.</summary>
    /// <exception cref="TaskFailureException">The orchestration failed; the message carries the failure as data.</exception>
    public static async Task<JsonElement> Run(this OrchestrationDefinition orchestration, TaskOrchestrationContext context, IMarketTime time)
    {
        // One without a version was started by hand in a backend's own tools, or has continued as new on a backend that does not carry it over.
        if (!string.IsNullOrEmpty(context.Version) && !string.Equals(context.Version, orchestration.Version, StringComparison.Ordinal))
        {
            context.SetCustomStatus(Parked(context.Version, orchestration.Version));
            await new TaskCompletionSource().Task;
        }

        try
        {
            var continued = ContinuedInput.Read(context.GetInput<JsonElement>());
            return JsonElement.Parse(await orchestration.Run(new DurableOrchestrationContext(context, orchestration, continued.Unread, time), Utf8(continued.Input)));
        }
        catch (Exception failure)
        {
            throw new TaskFailureException(orchestration.Name, failure);
        }
    }

    /// <exception cref="TaskFailureException">The activity failed; the message carries the failure as data.</exception>
    public static async Task<JsonElement> Run(
        this ActivityDefinition activity, IServiceProvider services, TimeProvider time, JsonElement input, CancellationToken cancellationToken)
    {
        try
        {
            return JsonElement.Parse(await ActivityRunner.Run(activity, services, Utf8(input), time, cancellationToken));
        }
        catch (ActivityFailedException failed)
        {
            throw new TaskFailureException(activity.Name, failed);
        }
    }

    static string Parked(string version, string ours) => $"parked: version '{version}', this worker has '{ours}'";

    static byte[] Utf8(JsonElement input) => JsonMarshal.GetRawUtf8Value(input).ToArray();
}
