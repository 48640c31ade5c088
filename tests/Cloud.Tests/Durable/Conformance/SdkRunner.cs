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
    /// <summary>Every turn of a generation, each on a fresh replay of the turns before it.</summary>
    /// <param name="next">The generation after it, where it continued as new.</param>
    public static void ShouldTakeTheSameSteps(
        string instanceId, OrchestrationDefinition orchestration, IReadOnlyList<TurnRecord> turns, IReadOnlyList<TurnRecord>? next)
    {
        var history = new ProtobufHistory(instanceId, orchestration, turns);
        string? status = null;
        for (var turn = 0; turn < turns.Count; turn++)
        {
            var response = Run(orchestration, history.Request(turn));
            var expected = turns[turn].Actions.Select(Step.Of).OfType<Step>().ToArray();
            var actual = response.Actions.OrderBy(action => action.Id).Select(Step.Of).ToArray();
            var carried = CarriedOver(instanceId, expected, actual);
            var where = $"{orchestration.Name} {instanceId}, generation {turns[turn].Generation}, turn {turn}";

            actual.Except(carried).Select(Unnumbered).ShouldBe(expected.Select(Unnumbered), where);
            status = turns[turn].Status is { IsEmpty: false } json ? Encoding.UTF8.GetString(json.Span) : status;
            response.CustomStatus.ShouldBe(status, where);
            if (next is not null && turn == turns.Count - 1)
                ShouldCarry(response, carried, next[0], where);
        }

        // The end of a generation comes after the events that the SDK sends to the instance again, so that its number differs.
        static Step Unnumbered(Step step) => step.Kind == TurnActionKind.ContinueAsNew ? step with { TaskId = 0 } : step;
    }

    static P.OrchestratorResponse Run(OrchestrationDefinition orchestration, string request)
    {
        var response = GrpcOrchestrationRunner.LoadAndRun<JsonElement, JsonElement>(
            request, (context, _) => orchestration.Run(context, SameTime.Instance));
        return P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response));
    }

    /// <summary>Events that the SDK sends to the instance itself because it continues as new; the embedded engine keeps them in the history.</summary>
    static Step[] CarriedOver(string instanceId, Step[] expected, Step[] actual) =>
        [.. actual.Where(step => step.Kind == TurnActionKind.SendEvent && step.Target == instanceId && !expected.Contains(step))];

    static void ShouldCarry(P.OrchestratorResponse response, Step[] sent, TurnRecord first, string where)
    {
        var late = response.Actions
            .SelectMany(action => action.CompleteOrchestration?.CarryoverEvents ?? [])
            .Select(item => (item.EventRaised.Name, item.EventRaised.Input));
        var received = first.Events
            .Where(item => item.Kind == TurnEventKind.EventReceived)
            .Select(item => (item.Name!, Encoding.UTF8.GetString(item.Data.Span)));

        sent.Select(step => (step.Name!, step.Data!)).Concat(late).Order().ShouldBeSubsetOf(received, where);
    }
}
