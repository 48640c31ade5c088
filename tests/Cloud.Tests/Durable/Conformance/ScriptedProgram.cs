using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Cloud.Tests.Durable.Conformance;

/// <summary>What one step of a scripted orchestration does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepKind>))]
public enum StepKind
{
    Activity,
    TwoActivities,
    Child,
    ActivityAgainstTimer,
    InboxAgainstTimer,
    Send,
    Status,
    Sleep,
    Throw,
}

/// <param name="Value">Input, seconds or receiver, as the kind wants it; activities and children fail on multiples of 5.</param>
public sealed record ScriptStep(StepKind Kind, int Value);

/// <summary>The input of a scripted orchestration: steps by generation, and where it is.</summary>
/// <param name="Received">Sum of the numbers taken so far.</param>
public sealed record ScriptedProgram(int Generation, int Received, ScriptStep[][] Generations)
{
    /// <summary>A program that a seed decides: up to four generations of up to eight steps.</summary>
    public static ScriptedProgram Random(Random random)
    {
        var generations = new ScriptStep[random.Next(1, 5)][];
        for (var generation = 0; generation < generations.Length; generation++)
        {
            var count = random.Next(1, 9);
            generations[generation] = [.. Enumerable.Range(0, count).Select(_ => new ScriptStep((StepKind)random.Next(8), random.Next(1, 12)))];
        }

        if (random.Next(5) == 0)
            generations[^1] = [.. generations[^1], new ScriptStep(StepKind.Throw, 0)];
        return new(0, 0, generations);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ScriptedProgram))]
internal sealed partial class ScriptJson : JsonSerializerContext;

/// <summary>The orchestrations that run scripted programs.</summary>
internal static class Scripted
{
    public const int Instances = 6;

    static readonly EventDefinition<int> Number = new("number", PipelineJson.Default.Int32);

    static readonly ActivityDefinition<int, int> Double = new(
        "Double", TimeSpan.FromSeconds(5), Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.Int32, _ => new Doubling());

    static readonly OrchestrationDefinition<int, int> Child = new(
        "Child", "2", Phase.Decide, PipelineJson.Default.Int32, PipelineJson.Default.Int32, (context, input) => context.Activity(Double, input));

    public static readonly OrchestrationDefinition<ScriptedProgram, int> Orchestration = new(
        "Scripted", "1", Phase.Check, ScriptJson.Default.ScriptedProgram, PipelineJson.Default.Int32, Run)
    {
        Events = [Number.Name],
    };

    public static readonly Catalog Catalog = new([Orchestration, Child], [Double]);

    public static string Id(int number) => $"scripted-{number}";

    static async Task<int> Run(IOrchestrationContext context, ScriptedProgram program)
    {
        var received = program.Received;
        var steps = program.Generations[program.Generation];
        for (var i = 0; i < steps.Length; i++)
            received += await Take(context, steps[i], $"{context.InstanceId}-{program.Generation}-{i}");
        if (program.Generation + 1 < program.Generations.Length)
            context.ContinueAsNew(program with { Generation = program.Generation + 1, Received = received });
        return received;
    }

    static async Task<int> Take(IOrchestrationContext context, ScriptStep step, string childId)
    {
        switch (step.Kind)
        {
            case StepKind.Activity:
                await Survive(context.Activity(Double, step.Value));
                return 0;
            case StepKind.TwoActivities:
                await Survive(Task.WhenAll(context.Activity(Double, step.Value), context.Activity(Double, step.Value + 1)));
                return 0;
            case StepKind.Child:
                await Survive(context.Child(Child, childId, step.Value));
                return 0;
            case StepKind.ActivityAgainstTimer:
                var deadline = context.Timer(context.Now.AddSeconds(step.Value));
                await Task.WhenAny(context.Activity(Double, 1), deadline.Fired);
                deadline.Cancel();
                return 0;
            case StepKind.InboxAgainstTimer:
                var patience = context.Timer(context.Now.AddSeconds(step.Value));
                var inbox = context.Inbox(Number);
                if (await Task.WhenAny(inbox.Arrived, patience.Fired) == patience.Fired)
                    return 0;
                patience.Cancel();
                return inbox.Take();
            case StepKind.Send:
                context.Send(Id(step.Value % Instances), Number, step.Value);
                return 0;
            case StepKind.Status:
                context.SetStatus(step.Value, PipelineJson.Default.Int32);
                return 0;
            case StepKind.Sleep:
                await context.Timer(context.Now.AddSeconds(step.Value)).Fired;
                return 0;
            default:
                throw new InvalidOperationException("Thrown by the script.");
        }
    }

    static async Task Survive(Task call)
    {
        try
        {
            await call;
        }
        catch (ActivityFailedException)
        {
            // The script goes on; that the failure arrived shows in the steps after it.
        }
    }

    sealed class Doubling : IActivity<int, int>
    {
        public Task<int> Run(int input, CancellationToken cancellationToken) => input % 5 == 0
            ? throw new ActivityFailureException("FIVE", $"{input} is a multiple of \"5\".", retriable: true)
            : Task.FromResult(input * 2);
    }
}
