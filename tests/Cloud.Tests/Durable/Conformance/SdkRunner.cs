using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Worker.Grpc;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline.Durable;
using P = Microsoft.DurableTask.Protobuf;

namespace TradingFunctions.Cloud.Tests.Durable.Conformance;

/// <summary>Runs recorded turns through the SDK's own runner and the shim, and asserts that both engines took the same steps.</summary>
internal static class SdkRunner
{
    /// <summary>Every turn of every generation, each on a fresh replay of the turns before it; a generation begins with the input that the SDK's side of the one before it made.</summary>
    /// <returns>How many turns were compared.</returns>
    public static int ShouldTakeTheSameSteps(string instanceId, OrchestrationDefinition orchestration, IEnumerable<TurnRecord> recorded)
    {
        var generations = recorded.GroupBy(turn => turn.Generation).Select(group => group.ToArray()).ToArray();
        string? continued = null;
        for (var i = 0; i < generations.Length; i++)
            continued = ShouldTakeTheSameSteps(instanceId, orchestration, generations[i], generations.ElementAtOrDefault(i + 1), continued);
        return generations.Sum(generation => generation.Length);
    }

    /// <returns>The input of the next generation, as the shim makes it.</returns>
    static string? ShouldTakeTheSameSteps(
        string instanceId, OrchestrationDefinition orchestration, TurnRecord[] turns, TurnRecord[]? next, string? continued)
    {
        var history = new ProtobufHistory(instanceId, orchestration, turns, continued);
        string? status = null;
        string? made = null;
        for (var turn = 0; turn < turns.Length; turn++)
        {
            var response = Run(orchestration, history.Request(turn));
            var expected = turns[turn].Actions.Select(Step.Of).OfType<Step>().ToArray();
            var actual = response.Actions.OrderBy(action => action.Id).Select(Step.Of).ToArray();
            var where = $"{orchestration.Name} {instanceId}, generation {turns[turn].Generation}, turn {turn}";

            actual.Select(Own).ShouldBe(expected.Select(Own), where);
            status = turns[turn].Status is { IsEmpty: false } json ? Encoding.UTF8.GetString(json.Span) : status;
            response.CustomStatus.ShouldBe(status, where);
            if (next is not null && turn == turns.Length - 1)
            {
                made = actual.Single(step => step.Kind == TurnActionKind.ContinueAsNew).Data!;
                ShouldCarry(response, made, next[0], where);
            }
        }

        return made;

        // A generation's input is compared without the events that the shim put into it: the embedded engine keeps those in the next history's first turn.
        static Step Own(Step step) => step.Kind == TurnActionKind.ContinueAsNew ? step with { Data = ContinuedInput.Show(step.Data) } : step;
    }

    static P.OrchestratorResponse Run(OrchestrationDefinition orchestration, string request)
    {
        var response = GrpcOrchestrationRunner.LoadAndRun<JsonElement, JsonElement>(
            request, (context, _) => orchestration.Run(context, SameTime.Instance));
        return P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response));
    }

    /// <summary>What the shim carried, and what came after the end and the SDK carried, the embedded engine gave to the next generation at its start.</summary>
    static void ShouldCarry(P.OrchestratorResponse response, string made, TurnRecord first, string where)
    {
        var late = response.Actions
            .SelectMany(action => action.CompleteOrchestration?.CarryoverEvents ?? [])
            .Select(item => (item.EventRaised.Name, item.EventRaised.Input));
        var received = first.Events
            .Where(item => item.Kind == TurnEventKind.EventReceived)
            .Select(item => (item.Name!, Encoding.UTF8.GetString(item.Data.Span)))
            .ToArray();
        var carried = ContinuedInput.Read(JsonElement.Parse(made)).Unread.Select(item => (item.Name, item.Payload.GetRawText())).Concat(late).ToArray();

        received.Take(carried.Length).Order().ShouldBe(carried.Order(), where);
    }
}
