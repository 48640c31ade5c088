using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Worker.Grpc;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;
using P = Microsoft.DurableTask.Protobuf;

namespace TradingFunctions.Cloud.Tests.Durable;

/// <summary>No event is lost where a generation ends: each one that arrived is in the next one's input, in a message to it, or in what the SDK carries over.</summary>
public sealed class ContinueAsNewTests
{
    static readonly EventDefinition<string> Word = new("word", PipelineJson.Default.String);

    [Fact]
    public void ContinueAsNew_WithEventsOfItsName_CarriesThemInItsInput()
    {
        var (complete, sent) = Continue([Word.Name], ("word", "\"a\""), ("word", "\"b\""), ("word", "\"c\""));

        complete.Result.ShouldBe("""{"$continued":{"input":1,"unread":[{"name":"word","payload":"a"},{"name":"word","payload":"b"},{"name":"word","payload":"c"}]}}""");
        sent.ShouldBeEmpty();
    }

    [Fact]
    public void ContinueAsNew_WithoutEvents_HasThePlainInput()
    {
        var (complete, sent) = Continue([Word.Name]);

        complete.Result.ShouldBe("1");
        sent.ShouldBeEmpty();
    }

    [Fact]
    public void ContinueAsNew_WithAnEventOfANameThatItDoesNotTake_LeavesItToTheSdk()
    {
        var (complete, sent) = Continue([Word.Name], ("other", "1"), ("word", "\"a\""));

        ContinuedInput.Read(JsonElement.Parse(complete.Result)).Unread.Select(item => item.Payload.GetString()).ShouldBe(["a"]);
        sent.Select(item => (item.Name, item.Data)).ShouldBe([("other", "1")]);
    }

    [Fact]
    public void ContinueAsNew_WithMoreThanAnInputHolds_CarriesTheFirstAndLeavesTheRestToTheSdk()
    {
        var words = Enumerable.Range(0, 40).Select(i => $"{i:00}{new string('x', 1_000)}").ToArray();

        var (complete, sent) = Continue([Word.Name], [.. words.Select(word => ("word", JsonSerializer.Serialize(word)))]);

        var carried = ContinuedInput.Read(JsonElement.Parse(complete.Result)).Unread.Select(item => item.Payload.GetString()!).ToArray();
        carried.Length.ShouldBeInRange(10, 20);
        carried.Concat(sent.Select(item => JsonSerializer.Deserialize<string>(item.Data)!)).ShouldBe(words);
    }

    [Fact]
    public void Generation_WithCarriedEvents_TakesThemBeforeNewOnes()
    {
        var input = new ContinuedInput(JsonElement.Parse("0"), [new("word", JsonElement.Parse("\"a\"")), new("word", JsonElement.Parse("\"b\""))]).ToJson();
        var collector = Define(async (context, _) =>
        {
            var (inbox, words) = (context.Inbox(Word), string.Empty);
            while (words.Length < 3)
            {
                await inbox.Arrived;
                words += inbox.Take();
            }

            return words;
        });

        var response = Run(collector, [], [Started(input.GetRawText()), Raised("word", "\"c\"")]);

        response.Actions.Single().CompleteOrchestration.Result.ShouldBe("\"abc\"");
    }

    [Fact]
    public void ContinueAsNew_WithCarriedEventsStillUntaken_CarriesThemAgainBeforeNewOnes()
    {
        var input = new ContinuedInput(JsonElement.Parse("1"), [new("word", JsonElement.Parse("\"a\""))]).ToJson();

        var (complete, _) = Continue([], input.GetRawText(), ("word", "\"b\""));

        ContinuedInput.Read(JsonElement.Parse(complete.Result)).Unread.Select(item => item.Payload.GetString()).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("7", "7")]
    [InlineData("not JSON", "not JSON")]
    [InlineData("""{"$continued":{"input":{"a":1},"unread":[]}}""", """{"a":1}""")]
    public void Show_OfAnInput_IsTheOrchestrationsOwn(string? json, string? shown) => ContinuedInput.Show(json).ShouldBe(shown);

    static (P.CompleteOrchestrationAction Complete, P.SendEventAction[] Sent) Continue(string[] events, params (string Name, string Data)[] raised) =>
        Continue(events, "1", raised);

    /// <summary>Runs an activity, during which events come, and continues as new without having looked at any.</summary>
    static (P.CompleteOrchestrationAction Complete, P.SendEventAction[] Sent) Continue(string[] events, string input, params (string Name, string Data)[] raised)
    {
        var orchestration = Define(
            async (context, value) =>
            {
                await context.Activity(Work, value);
                context.ContinueAsNew(value);
                return string.Empty;
            },
            events);
        P.HistoryEvent scheduled = new() { EventId = 0, TaskScheduled = new() { Name = Work.Name, Input = "[1]" } };
        P.HistoryEvent done = new() { EventId = -1, TaskCompleted = new() { TaskScheduledId = 0, Result = "1" } };

        var response = Run(orchestration, [Started(input), scheduled], [.. raised.Select(item => Raised(item.Name, item.Data)), done]);

        return (
            response.Actions.Single(action => action.CompleteOrchestration is not null).CompleteOrchestration,
            [.. response.Actions.Where(action => action.SendEvent is not null).Select(action => action.SendEvent)]);
    }

    static P.OrchestratorResponse Run(OrchestrationDefinition orchestration, P.HistoryEvent[] past, P.HistoryEvent[] added)
    {
        var request = new P.OrchestratorRequest { InstanceId = "a", ExecutionId = "1" };
        request.PastEvents.AddRange(past.Prepend(new() { EventId = -1, OrchestratorStarted = new() }).Select(At));
        request.NewEvents.AddRange(added.Prepend(new() { EventId = -1, OrchestratorStarted = new() }).Select(At));
        var response = GrpcOrchestrationRunner.LoadAndRun<JsonElement, JsonElement>(
            Convert.ToBase64String(request.ToByteArray()), (context, _) => orchestration.Run(context, SameTime.Instance));
        return P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response));
    }

    static P.HistoryEvent At(P.HistoryEvent item)
    {
        item.Timestamp = Timestamp.FromDateTime(new DateTime(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc));
        return item;
    }

    static P.HistoryEvent Started(string input) => new()
    {
        EventId = -1,
        ExecutionStarted = new() { Name = "Continuing", Version = "1", Input = input, OrchestrationInstance = new() { InstanceId = "a", ExecutionId = "1" } },
    };

    static P.HistoryEvent Raised(string name, string data) => new() { EventId = -1, EventRaised = new() { Name = name, Input = data } };

    static OrchestrationDefinition<int, string> Define(Func<IOrchestrationContext, int, Task<string>> body, params string[] events) =>
        new("Continuing", "1", Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.String, body) { Events = events };

    static readonly ActivityDefinition<int, int> Work = new(
        "Work", TimeSpan.FromSeconds(5), Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.Int32, _ => throw new NotSupportedException());
}
