using TradingFunctions.Pipeline.Live;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Live;

/// <summary>The limits that an overview sets figures against; null where one is not set.</summary>
/// <param name="MaxGrossExposure">Of equity, a fraction.</param>
/// <param name="MaxDrawdown">From the peak, a fraction.</param>
/// <param name="MaxPositions">Symbols held.</param>
public sealed record LimitsInForce(decimal? MaxGrossExposure, decimal? MaxDrawdown, int? MaxPositions);

/// <summary>The limits in force under <c>account</c>, as they are changed and overridden.</summary>
public sealed class LiveLimits(TradingRulesSource rules) : ILiveSource
{
    public string Section => "limits";

    public TimeSpan Every => LivePublisher.Step;

    public ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken)
    {
        var limits = rules.Current.Limits;
        var shown = new LimitsInForce(limits.MaxGrossExposure, limits.MaxDrawdown, limits.MaxPositions);
        return ValueTask.FromResult<IReadOnlyCollection<LiveDocument>>([LiveJson.Document(Section, "account", shown, ApiJson.Default.LimitsInForce)]);
    }
}
