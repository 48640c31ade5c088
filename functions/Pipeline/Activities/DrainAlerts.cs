using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>Moves the watermark over what was handled and gives the next alerts, in the order of (time, symbol, sequence).</summary>
public sealed class DrainAlerts(AlertStore alerts, RunStore runs) : IActivity<DrainRequest, Drained>
{
    public async Task<Drained> Run(DrainRequest input, CancellationToken cancellationToken)
    {
        if (input.Handled.Length > 0)
        {
            await alerts.Advance(input.Run, input.Handled, cancellationToken);
        }

        // Asked before the alerts: a run that is closing raises none any more.
        var closing = await runs.FindClosing(input.Run, cancellationToken);
        var pending = await alerts.Pending(input.Run, input.Limit, cancellationToken);
        if (pending.Length > 0 || closing is null)
        {
            return new Drained(pending, Closed: false);
        }

        var watermark = await alerts.Watermark(input.Run, cancellationToken);
        foreach (var end in closing.Ends)
        {
            var handled = watermark.GetValueOrDefault(end.Symbol.Value);
            if (handled < end.LastSequence)
            {
                throw new ActivityFailureException(
                    "ALERT_LOST", $"{end.Symbol}: {handled} of {end.LastSequence} alerts are handled and none is pending in run {input.Run}.");
            }
        }

        return new Drained([], Closed: true);
    }
}
