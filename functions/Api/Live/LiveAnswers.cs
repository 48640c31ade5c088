using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Live;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Live;

/// <summary>A signal and what was decided on it.</summary>
/// <param name="Number">Counts up on the host that answered.</param>
/// <param name="Caller">Who sent it: http, queue, pipeline or a name.</param>
/// <param name="Quantity">Shares ordered; what was asked for where there is no order.</param>
/// <param name="Status">Of the first answer: a working order may have filled since.</param>
/// <param name="OrderId">Null where no order was made.</param>
/// <param name="Denials">Every reason of a refusal.</param>
public sealed record SignalDecision(
    long Number, SignalId SignalId, DateTime AtUtc, Symbol Symbol, SignalAction Action, Quantity? Quantity, StrategyId Strategy, string? Caller, TradeStatus Status, ClientOrderId? OrderId, Denial[]? Denials)
{
    public static SignalDecision Of(RecentAnswer recent)
    {
        var (signal, answer) = (recent.Signal, recent.Answer);
        return new SignalDecision(
            recent.Number, signal.Id, answer.DecidedUtc, signal.Symbol, signal.Action, answer.Quantity ?? answer.Requested ?? signal.Quantity, signal.Strategy, recent.Caller, answer.Status, answer.OrderId, answer.Denials);
    }
}

/// <summary>The newest decisions on signals, refusals above all: a signal denied at the gate leaves no order to look at. Of this host alone.</summary>
public sealed class LiveAnswers(RecentAnswers recent) : ILiveSource
{
    private long last = -1;
    private LiveDocument[] documents = [];

    public string Section => "decisions";

    public TimeSpan Every => LivePublisher.Step;

    public ValueTask<IReadOnlyCollection<LiveDocument>> Read(CancellationToken cancellationToken)
    {
        var number = recent.Count;
        if (number != last)
        {
            documents =
            [
                .. recent.ToArray().Select(answer => LiveJson.Document(
                    Section, answer.Number.ToString("D12", CultureInfo.InvariantCulture), SignalDecision.Of(answer), ApiJson.Default.SignalDecision)),
            ];
            last = number;
        }

        return ValueTask.FromResult<IReadOnlyCollection<LiveDocument>>(documents);
    }
}
