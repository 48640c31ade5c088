using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Hosting;

/// <summary>Sends runs that have ended to the tracking server, beside everything else that the host does.</summary>
/// <param name="sender">Null without a tracking server.</param>
public sealed class RunTracking(ExperimentSender? sender, IExperimentTracker? tracker, ILogger<RunTracking> log)
{
    /// <summary>How often is looked for runs to send.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    private string? told;

    /// <summary>Sends what is unsent. A problem is told when it begins, and not again while it lasts.</summary>
    public async Task SendOnce(CancellationToken cancellationToken)
    {
        if (sender is null)
        {
            return;
        }

        var outcome = await sender.SendAll(cancellationToken);
        var problem = outcome.Problems.FirstOrDefault();
        if (problem is not null && problem != told)
        {
            log.RunsNotSent(outcome.Left, tracker!.Address, problem);
        }

        told = problem;
    }
}
