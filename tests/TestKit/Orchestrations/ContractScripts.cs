using System.Globalization;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.TestKit.Orchestrations;

/// <summary>The orchestrations that the contract asks both engines to run.</summary>
public static class ContractScripts
{
    public static readonly EventDefinition<int> Number = Define.Event("number");

    public static readonly EventDefinition<int> Stop = Define.Event("stop");

    public static readonly ActivityDefinition<int, int> Double = Define.Activity("Double", input => 2 * input);

    public static readonly ActivityDefinition<int, int> Refuse = Define.Activity(
        "Refuse", int (input) => throw new ActivityFailureException("NO_MARKET", $"closed for {input}", retriable: true));

    public static readonly ActivityDefinition<int, int> Break = Define.Activity("Break", int (_) => throw new InvalidOperationException("broken"));

    /// <summary>Doubles as often as told, one after the other.</summary>
    public static readonly OrchestrationDefinition<int, int> Sequence = Define.Orchestration("Sequence", async (context, times) =>
    {
        var value = 1;
        for (var i = 0; i < times; i++)
            value = await context.Activity(Double, value);
        return value;
    });

    /// <summary>Doubles all numbers below the input at once and sums them.</summary>
    public static readonly OrchestrationDefinition<int, int> FanOut = Define.Orchestration("FanOut", async (context, count) =>
        (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.Activity(Double, i)))).Sum());

    /// <summary>Tells the failure of an activity: 0 the one with a code, else the one without.</summary>
    public static readonly OrchestrationDefinition<int, string> Catcher = Define.Telling("Catcher", async (context, which) =>
    {
        try
        {
            await context.Activity(which == 0 ? Refuse : Break, which);
            return "nothing";
        }
        catch (ActivityFailedException failed)
        {
            return $"{failed.Failure.Task} {failed.Failure.Code} {failed.Failure.Retriable} {failed.Failure.Message}";
        }
    });

    /// <summary>Does not catch.</summary>
    public static readonly OrchestrationDefinition<int, int> Thrower = Define.Orchestration("Thrower", (context, input) => context.Activity(Refuse, input));

    /// <summary>Waits some milliseconds; gives how many it was late, and -1 if <c>Now</c> moved within a turn.</summary>
    public static readonly OrchestrationDefinition<int, int> Sleeper = Define.Orchestration("Sleeper", async (context, milliseconds) =>
    {
        var due = context.Now.AddMilliseconds(milliseconds);
        await context.Timer(due).Fired;
        var now = context.Now;
        Thread.SpinWait(100_000);
        return context.Now == now ? (int)(now - due).TotalMilliseconds : -1;
    });

    /// <summary>Races one event against an hour and cancels the timer.</summary>
    public static readonly OrchestrationDefinition<int, int> Racer = Define.Orchestration("Racer", async (context, milliseconds) =>
    {
        var inbox = context.Inbox(Number);
        var timer = context.Timer(context.Now.AddMilliseconds(milliseconds));
        if (await Task.WhenAny(inbox.Arrived, timer.Fired) == timer.Fired)
            return -1;
        timer.Cancel();
        return inbox.Take();
    });

    /// <summary>Takes numbers until stop and joins them in the order of arrival.</summary>
    public static readonly OrchestrationDefinition<int, string> Collector = Define.Telling("Collector", async (context, count) =>
    {
        context.SetStatus("ready", PipelineJson.Default.String);
        var inbox = context.Inbox(Number);
        var numbers = new List<string>();
        while (numbers.Count < count)
        {
            await inbox.Arrived;
            numbers.Add(inbox.Take().ToString(CultureInfo.InvariantCulture));
        }

        return string.Join(',', numbers);
    });

    /// <summary>Takes a stop while numbers pile up, then the numbers.</summary>
    public static readonly OrchestrationDefinition<int, string> TwoInboxes = Define.Telling("TwoInboxes", async (context, _) =>
    {
        var (numbers, stop) = (context.Inbox(Number), context.Inbox(Stop));
        await stop.Arrived;
        var last = stop.Take();
        await numbers.Arrived;
        return $"{last} {numbers.Take()}";
    });

    /// <summary>Starts a child that answers by an event, and one receiver that does not exist.</summary>
    public static readonly OrchestrationDefinition<int, int> Asker = Define.Orchestration("Asker", async (context, input) =>
    {
        context.Send($"{context.InstanceId}-nobody", Number, input);
        var inbox = context.Inbox(Number);
        var child = context.Child(Answerer!, $"{context.InstanceId}-child", input);
        await inbox.Arrived;
        return inbox.Take() + await child;
    });

    /// <summary>Sends twice its input to the parent that its id names, and returns its input.</summary>
    public static readonly OrchestrationDefinition<int, int> Answerer = Define.Orchestration("Answerer", (context, input) =>
    {
        context.Send(context.InstanceId[..^"-child".Length], Number, 2 * input);
        return Task.FromResult(input);
    });

    /// <summary>Tells how its child ended: 0 fails, 1 waits to be terminated.</summary>
    public static readonly OrchestrationDefinition<int, string> Parent = Define.Telling("Parent", async (context, which) =>
    {
        try
        {
            return $"{await context.Child(which == 0 ? Thrower : Racer, $"{context.InstanceId}-child", 3_600_000)}";
        }
        catch (ActivityFailedException failed)
        {
            return $"{failed.Failure.Task} {failed.Failure.Code}";
        }
    });

    /// <summary>Continues as new down to 0, waiting in each generation for an event that it takes in the last one only.</summary>
    public static readonly OrchestrationDefinition<int, int> Countdown = Define.Orchestration("Countdown", async (context, rounds) =>
    {
        if (rounds > 0)
        {
            await context.Activity(Double, rounds);
            context.ContinueAsNew(rounds - 1);
            return -1;
        }

        var inbox = context.Inbox(Number);
        await inbox.Arrived;
        return inbox.Take();
    },
    events: [Number.Name]);

    /// <summary>Returns at once and leaves a timer open.</summary>
    public static readonly OrchestrationDefinition<int, int> Forgetful = Define.Orchestration("Forgetful", (context, milliseconds) =>
    {
        context.SetStatus("returned", PipelineJson.Default.String);
        _ = context.Timer(context.Now.AddMilliseconds(milliseconds));
        return Task.FromResult(7);
    });

    public static readonly Catalog Catalog = new(
        [Sequence, FanOut, Catcher, Thrower, Sleeper, Racer, Collector, TwoInboxes, Asker, Answerer, Parent, Countdown, Forgetful], [Double, Refuse, Break]);
}
