using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Api.Queue;

/// <summary>Queues of a host whose messages may be given up: that of signals on every host, that of order events where a queue brings them.</summary>
internal static class PoisonQueues
{
    /// <summary>Name of the queue of signals.</summary>
    public const string Signals = "signals";

    private const string Name = "queue";

    /// <summary>Those that a request asks for: one by its name, all where it names none, order events first: they are fills.</summary>
    public static PoisonQueue[] Read(HttpContext http, QueryReader query)
    {
        PoisonQueue[] all = [.. http.RequestServices.GetServices<PoisonQueue>(), new PoisonQueue(Signals, http.RequestServices.GetRequiredService<ISignalOutbox>())];
        if (query.Text(Name) is not { } name)
        {
            return all;
        }

        PoisonQueue[] named = [.. all.Where(queue => queue.Name == name)];
        if (named.Length == 0)
        {
            query.Reject("?" + Name, "UNKNOWN", $"Must be one of {string.Join(", ", all.Select(queue => queue.Name))}.");
        }

        return named;
    }
}
