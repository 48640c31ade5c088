using TradingFunctions.Pipeline.Durable;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Local.Tests.Engine;

/// <summary>
/// Orchestrations drawn from a seed: trees of activities, timers, races, sends, inboxes, children and continue-as-news, beside a store of notes
/// that outlives a crash, as a broker would.
/// </summary>
/// <param name="watches">Whether activities read the store: then results tell who saw what, which virtual time makes reproducible.</param>
/// <param name="jitter">Called inside activities to disturb threads.</param>
internal sealed class RandomWork(bool watches, Action? jitter = null)
{
    private const int Roots = 5;

    private static readonly EventDefinition<int> Poke = Define.Event("poke");

    private readonly Dictionary<int, int> notes = [];

    public Catalog Catalog => field ??= new([.. Trees], [Watch, Note]);

    /// <summary>Reads how many notes there are.</summary>
    private ActivityDefinition<int, int> Watch => field ??= Define.Activity("Watch", input =>
    {
        jitter?.Invoke();
        lock (notes)
            return watches ? notes.Count : input % 97;
    });

    /// <summary>Leaves a note, once per input, and gives its number.</summary>
    private ActivityDefinition<int, int> Note => field ??= Define.Activity(
        "Note",
        input =>
        {
            jitter?.Invoke();
            lock (notes)
            {
                notes.TryAdd(input, notes.Count);
                return watches ? notes[input] : input % 89;
            }
        },
        Phase.Order);

    /// <summary>One of each of several phases: what one has is then at times ready before another's turn.</summary>
    private OrchestrationDefinition<int, int>[] Trees => field ??=
        [.. new[] { Phase.Check, Phase.Drain, Phase.Order }.Select(phase => Define.Orchestration($"{phase}Tree", Grow, phase))];

    public async Task StartRoots(IOrchestrationClient client, int seed)
    {
        for (var root = 0; root < Roots; root++)
            await client.Start(Trees[root % Trees.Length], $"root{root}", (((seed * Roots) + root) % 1_000_000) * 100, StartPolicy.Once, CancellationToken.None);
    }

    /// <param name="context">The engine.</param>
    /// <param name="input">Seed, then one digit for the generation and one for the depth.</param>
    private async Task<int> Grow(IOrchestrationContext context, int input)
    {
        var (generation, depth) = (input / 10 % 10, input % 10);
        var random = new Random(input);
        var state = input;
        var inbox = context.Inbox(Poke);
        var steps = random.Next(1, 5);
        for (var step = 0; step < steps; step++)
        {
            switch (random.Next(depth < 2 ? 9 : 6))
            {
                case 0:
                    state = Mix(state, await context.Activity(Watch, state));
                    break;
                case 1:
                    state = Mix(state, await context.Activity(Note, state));
                    break;
                case 2:
                    var all = await Task.WhenAll(context.Activity(Watch, state), context.Activity(Note, state + 1), context.Activity(Watch, state + 2));
                    state = all.Aggregate(state, Mix);
                    break;
                case 3:
                    await context.Timer(context.Now.AddMilliseconds(random.Next(-2, 8))).Fired;
                    break;
                case 4:
                    var timer = context.Timer(context.Now.AddMilliseconds(random.Next(50, 60)));
                    var call = context.Activity(Watch, state);
                    await Task.WhenAny(call, timer.Fired);
                    timer.Cancel();
                    state = Mix(state, await call);
                    break;
                case 5:
                    context.Send(context.InstanceId, Poke, step);
                    await inbox.Arrived;
                    state = Mix(state, inbox.Take());
                    break;
                default:
                    var children = Enumerable.Range(0, random.Next(1, 4))
                        .Select(i => context.Child(Trees[random.Next(Trees.Length)], $"{context.InstanceId}.{generation}{step}{i}", (random.Next(1_000_000) * 100) + depth + 1)).ToArray();
                    state = (await Task.WhenAll(children)).Aggregate(state, Mix);
                    break;
            }
        }

        if (generation < 3 && random.Next(3) == 0)
            context.ContinueAsNew(input + 10);
        return state;
    }

    private static int Mix(int left, int right) => (int)(((left * 31L) + right) & 0x3FFF_FFFF);
}
