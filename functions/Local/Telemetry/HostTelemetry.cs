using TradingFunctions.Api.Metrics;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Local.Telemetry;

/// <summary>What the host reads now and then for those who look at figures.</summary>
internal sealed class HostTelemetry(HostGauges gauges, MetricsReport report)
{
    public async Task Sample(CancellationToken cancellationToken)
    {
        report.Sample();
        await gauges.Sample(cancellationToken);
    }
}
