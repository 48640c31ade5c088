using System.Diagnostics;

namespace TradingFunctions.Pipeline.Telemetry;

/// <summary>The pipeline's spans. With nobody listening, which is so in every replay, none is made and nothing is allocated.</summary>
/// <remarks>
/// A trace goes through stored documents: signal, queue message, alert and order carry the <c>traceparent</c> of what led to them, so that it outlives processes,
/// queues and generations of an orchestration.
/// </remarks>
public static class Spans
{
    /// <summary>Name of the source, as an exporter subscribes to it.</summary>
    public const string SourceName = "TradingFunctions";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody listens.</summary>
    public static bool IsOn => Source.HasListeners();

    /// <summary>Starts a span under the one that is current, or under a stored one where that is of another trace.</summary>
    /// <param name="stored">A <c>traceparent</c>, or null.</param>
    /// <returns>Null when nobody listens.</returns>
    public static Activity? Start(string name, string? stored = null, ActivityKind kind = ActivityKind.Internal)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        return Parse(stored) is { } parent && Activity.Current?.TraceId != parent.TraceId
            ? Source.StartActivity(name, kind, parent)
            : Source.StartActivity(name, kind);
    }

    /// <summary>Starts a trace of its own, whatever is current.</summary>
    public static Activity? StartTrace(string name)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        return Source.StartActivity(name);
    }

    /// <summary>Starts a span that does not become the current one: several can be open side by side. End it with <see cref="End"/>.</summary>
    public static Activity? StartBeside(string name, ActivityContext parent)
    {
        var current = Activity.Current;
        var span = Source.StartActivity(name, ActivityKind.Internal, parent);
        Activity.Current = current;
        return span;
    }

    /// <summary>Ends a span of <see cref="StartBeside"/>.</summary>
    public static void End(Activity span)
    {
        var current = Activity.Current;
        span.Dispose();
        Activity.Current = current;
    }

    /// <summary>The current span's context; null when nobody listens, or nothing is traced.</summary>
    public static ActivityContext? Current() => Source.HasListeners() ? Activity.Current?.Context : null;

    /// <summary>A stored <c>traceparent</c>; null where it is none.</summary>
    public static ActivityContext? Parse(string? stored) => stored is not null && ActivityContext.TryParse(stored, traceState: null, isRemote: true, out var context) ? context : null;
}
