using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TradingFunctions.Pipeline.Durable;

/// <summary>Order inside one instant of virtual time: all work of a phase reaches its fix-point before the next one starts.</summary>
public enum Phase
{
    /// <summary>Scans, plans and other preparation.</summary>
    Prepare,

    /// <summary>Monitor checks: they read the market and the books.</summary>
    Check,

    /// <summary>Draining stored alerts.</summary>
    Drain,

    /// <summary>Decisions on alerts.</summary>
    Decide,

    /// <summary>Orders: they change the books, one after another.</summary>
    Order,

    /// <summary>Deadlines and everything after them.</summary>
    Deadline,
}

/// <summary>An activity by name, with the types of its input and output; one entry of the catalogue.</summary>
public abstract class ActivityDefinition(string name, TimeSpan timeout, Phase phase)
{
    public string Name { get; } = name;

    /// <summary>The runner gives up after this time and reports <see cref="FailureCodes.Timeout"/>.</summary>
    public TimeSpan Timeout { get; } = timeout;

    public Phase Phase { get; } = phase;

    /// <summary>Runs the activity on a serialised input and gives the serialised output.</summary>
    /// <exception cref="ActivityFailureException">The activity failed in a way it can name.</exception>
    public abstract Task<byte[]> Run(IServiceProvider services, ReadOnlyMemory<byte> input, CancellationToken cancellationToken);
}

/// <inheritdoc cref="ActivityDefinition"/>
public sealed class ActivityDefinition<TIn, TOut>(
    string name, TimeSpan timeout, Phase phase, JsonTypeInfo<TIn> inputType, JsonTypeInfo<TOut> outputType, Func<IServiceProvider, IActivity<TIn, TOut>> resolve)
    : ActivityDefinition(name, timeout, phase)
{
    public JsonTypeInfo<TIn> InputType { get; } = inputType;

    public JsonTypeInfo<TOut> OutputType { get; } = outputType;

    public override async Task<byte[]> Run(IServiceProvider services, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var output = await resolve(services).Run(JsonSerializer.Deserialize(input.Span, InputType)!, cancellationToken);
        return JsonSerializer.SerializeToUtf8Bytes(output, OutputType);
    }

    /// <summary>Runs the activity on typed values: what a Functions shim calls.</summary>
    public Task<TOut> Run(IServiceProvider services, TIn input, CancellationToken cancellationToken) => resolve(services).Run(input, cancellationToken);
}

/// <summary>The work behind an activity definition. Idempotent: it may run more than once for one call.</summary>
public interface IActivity<TIn, TOut>
{
    Task<TOut> Run(TIn input, CancellationToken cancellationToken);
}

/// <summary>An orchestration by name and version; one entry of the catalogue.</summary>
public abstract class OrchestrationDefinition(string name, string version, Phase phase)
{
    public string Name { get; } = name;

    /// <summary>Stamped on every instance; an instance of a version that this build does not have is parked.</summary>
    public string Version { get; } = version;

    public Phase Phase { get; } = phase;

    /// <summary>Names of the events that it takes: what arrives while its code does not look is still there after a continue-as-new.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Runs the orchestration's code on a serialised input and gives the serialised output.</summary>
    public abstract Task<byte[]> Run(IOrchestrationContext context, ReadOnlyMemory<byte> input);

    /// <summary>Serialises the input of a continue-as-new.</summary>
    /// <exception cref="InvalidOperationException">The input is not of this orchestration's input type.</exception>
    public abstract byte[] SerializeInput<T>(T input);
}

/// <inheritdoc cref="OrchestrationDefinition"/>
public sealed class OrchestrationDefinition<TIn, TOut>(
    string name, string version, Phase phase, JsonTypeInfo<TIn> inputType, JsonTypeInfo<TOut> outputType, Func<IOrchestrationContext, TIn, Task<TOut>> body)
    : OrchestrationDefinition(name, version, phase)
{
    public JsonTypeInfo<TIn> InputType { get; } = inputType;

    public JsonTypeInfo<TOut> OutputType { get; } = outputType;

    public override async Task<byte[]> Run(IOrchestrationContext context, ReadOnlyMemory<byte> input)
    {
        var output = await body(context, JsonSerializer.Deserialize(input.Span, InputType)!);
        return JsonSerializer.SerializeToUtf8Bytes(output, OutputType);
    }

    /// <summary>Runs the orchestration's code on typed values: what a Functions shim calls.</summary>
    public Task<TOut> Run(IOrchestrationContext context, TIn input) => body(context, input);

    public override byte[] SerializeInput<T>(T input) => input is TIn typed
        ? JsonSerializer.SerializeToUtf8Bytes(typed, InputType)
        : throw new InvalidOperationException($"{Name} continues as new with a {typeof(T).Name}, its input is a {typeof(TIn).Name}.");
}

/// <summary>An event by its lower-case name, with its one payload type.</summary>
public sealed record EventDefinition<T>(string Name, JsonTypeInfo<T> Type);

/// <summary>All orchestrations and activities that a host runs, each once.</summary>
public sealed record Catalog(IReadOnlyList<OrchestrationDefinition> Orchestrations, IReadOnlyList<ActivityDefinition> Activities);
