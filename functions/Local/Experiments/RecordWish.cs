using TradingFunctions.Infra.MlFlow;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Experiments;

/// <summary>How a run is to be recorded.</summary>
/// <param name="Book">Where.</param>
/// <param name="Name">For people; null where the command names it.</param>
/// <param name="Tags">Checked.</param>
/// <param name="Tracking">The tracking server that it is sent to as well; null without one.</param>
internal sealed record RecordWish(RunBook Book, string? Name, string[] Tags, MlFlowSettings? Tracking)
{
    /// <summary>Sends what is recorded to the tracking server, once the command has told its result. Whatever comes of that, it changes nothing of the run.</summary>
    public async Task Track(TextWriter messages, CancellationToken cancellationToken)
    {
        if (Tracking is null)
        {
            return;
        }

        try
        {
            if (await Book.Track(Tracking, cancellationToken) is { } outcome)
            {
                await messages.WriteLineAsync(Text(outcome));
            }
        }
        catch (StoreException e)
        {
            await messages.WriteLineAsync($"Not sent to {Tracking}: {e.Message} 'runs send' sends it later.");
        }
    }

    private string Text(SendOutcome outcome) => outcome.Problems is [var problem, ..]
        ? $"{outcome.Left} runs are not at {Tracking} yet: {problem} 'runs send' sends them later."
        : $"Sent {outcome.Sent} runs to {Tracking}.";
}
