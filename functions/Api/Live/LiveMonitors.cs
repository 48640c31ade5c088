using TradingFunctions.Api.Monitors;
using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Api.Live;

/// <summary>The monitors of the newest run, under the id of their instance.</summary>
public sealed class LiveMonitors(MonitorBoard board) : ILiveSource
{
    public string Section => "monitors";

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(1);

    public async ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken)
    {
        var (_, monitors) = await board.Newest(withTrouble: true, cancellationToken);
        return [.. monitors.Select(monitor => LiveJson.Document(Section, monitor.InstanceId, monitor, ApiJson.Default.MonitorAnswer))];
    }
}
