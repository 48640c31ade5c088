using System.Globalization;
using TradingFunctions.Api.Monitors;
using TradingFunctions.Pipeline.Live;

namespace TradingFunctions.Api.Live;

/// <summary>The last alerts with what was decided on them, under symbol and sequence.</summary>
public sealed class LiveAlerts(AlertLog log) : ILiveSource
{
    private const int Max = 30;

    public string Section => "alerts";

    public TimeSpan Every { get; } = TimeSpan.FromMilliseconds(500);

    public async ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken)
    {
        var alerts = await log.Newest(Max, symbol: null, cancellationToken);
        return
        [
            .. alerts.Select(alert => LiveJson.Document(
                Section, string.Create(CultureInfo.InvariantCulture, $"{alert.Run}:{alert.Symbol}:{alert.Sequence:D8}"), alert, ApiJson.Default.AlertAnswer)),
        ];
    }
}
