using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Pipeline.Notifications;

/// <summary>Looks at the pipeline's condition now and then, and tells when something is wrong or over.</summary>
/// <param name="wall">The wall's clock.</param>
public sealed class Watch(IMeasurements measurements, RiskReporter risk, NotificationCenter center, WarningThresholds thresholds, TimeProvider wall)
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    private readonly AlarmBoard board = new(TimeSpan.FromHours(4));

    public async Task LookOnce(CancellationToken cancellationToken)
    {
        var report = await risk.Report(cancellationToken);
        var measured = measurements.Measure() with { Limits = [.. report.Limits.Select(use => new MeasuredLimit(use.Name, use.Value, use.Limit, use.Used))] };
        foreach (var notification in board.Update(Warnings.Of(measured, thresholds), wall.GetUtcNow().UtcDateTime))
        {
            center.Post(notification);
        }
    }
}
