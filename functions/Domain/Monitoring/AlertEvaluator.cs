using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>Decides what is done about an alert. Pure: the same alert in the same circumstances gives the same decision and the same signal id.</summary>
public static class AlertEvaluator
{
    /// <param name="alert">The stored alert.</param>
    /// <param name="plan">The plan in force now; it may be newer than the one that raised the alert.</param>
    /// <param name="position">The symbol's position now.</param>
    /// <param name="nowUtc">Time of the decision.</param>
    /// <param name="rules">What an entry must meet.</param>
    public static AlertDecision Decide(Alert alert, MonitoringPlan plan, in PositionContext position, DateTime nowUtc, AlertRules rules) => alert.Intent switch
    {
        AlertIntent.Enter => Enter(alert, plan, position, nowUtc, rules),
        AlertIntent.Exit => Exit(alert, plan, position),
        AlertIntent.Review => AlertDecision.UpdatePlan(DecisionReason.ReviewAsked, alert.Trigger),
        AlertIntent.Inform when !position.IsFlat && !plan.IsInForce(nowUtc) => AlertDecision.UpdatePlan(DecisionReason.PlanOutOfDate, alert.Trigger),
        AlertIntent.Inform => AlertDecision.Ignore(DecisionReason.InformOnly),
        _ => throw new InvalidOperationException($"There is no intent {alert.Intent}."),
    };

    /// <summary>
    /// Id of the signal that an alert leads to: <c>run_SYMBOL_sequence</c>. No symbol holds an underscore or a small letter, so no two alerts share one;
    /// of a run id too long for that the first 32 hex digits of its SHA-256 stand in.
    /// </summary>
    public static SignalId SignalIdOf(RunId run, Symbol symbol, int sequence)
    {
        var tail = string.Create(CultureInfo.InvariantCulture, $"_{symbol.Value.Replace('/', 'x')}_{sequence}");
        var head = run.Value.Length + tail.Length <= IdText.MaxLength
            ? run.Value
            : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(run.Value)))[..32];
        return new SignalId(head + tail);
    }

    private static AlertDecision Enter(Alert alert, MonitoringPlan plan, in PositionContext position, DateTime nowUtc, AlertRules rules)
    {
        if (plan.FindTrigger(alert.Trigger) is not { Intent: AlertIntent.Enter } trigger)
        {
            return AlertDecision.Ignore(DecisionReason.PlanReplaced);
        }

        return Refusal(alert, plan, position, nowUtc, rules) is { } reason
            ? AlertDecision.Ignore(reason)
            : AlertDecision.Trade(DecisionReason.EntryMet, EntrySignal(alert, plan, trigger), trigger.Size);
    }

    private static DecisionReason? Refusal(Alert alert, MonitoringPlan plan, in PositionContext position, DateTime nowUtc, AlertRules rules)
    {
        if (!plan.IsInForce(nowUtc))
        {
            return DecisionReason.PlanExpired;
        }

        if (!position.IsFlat)
        {
            return DecisionReason.AlreadyHolding;
        }

        if (nowUtc - alert.AtUtc > TimeSpan.FromSeconds(rules.MaxEntryAgeSeconds))
        {
            return DecisionReason.TooOld;
        }

        if (!(alert.Confidence >= rules.MinConfidence))
        {
            return DecisionReason.LowConfidence;
        }

        if (alert.LastPrice is not (> 0 and <= 10_000_000))
        {
            return DecisionReason.NoPrice;
        }

        return ExchangeCalendar.OpenSession(nowUtc) switch
        {
            null => rules.AllowEntriesOutsideSession ? null : DecisionReason.MarketClosed,
            var session => session.CloseUtc - nowUtc < TimeSpan.FromSeconds(rules.NoEntryBeforeCloseSeconds) ? DecisionReason.NearClose : null,
        };
    }

    private static AlertDecision Exit(Alert alert, MonitoringPlan plan, in PositionContext position)
    {
        if (position.IsFlat)
        {
            return AlertDecision.Ignore(DecisionReason.NothingToExit);
        }

        // A SELL without a quantity closes whatever is held by then; a BUY would open, so it says how much.
        var isLong = position.Side == Side.Buy;
        return AlertDecision.Trade(
            DecisionReason.ExitMet,
            SignalOf(alert, plan, isLong ? SignalAction.Sell : SignalAction.Buy, isLong ? null : position.Quantity, stopLoss: null, takeProfit: null));
    }

    private static TradingSignal EntrySignal(Alert alert, MonitoringPlan plan, PlanTrigger trigger)
    {
        var side = trigger.EntrySide;
        var sign = side == Side.Buy ? 1 : -1;
        return SignalOf(
            alert,
            plan,
            side == Side.Buy ? SignalAction.Buy : SignalAction.Sell,
            quantity: null,
            plan.StopLossFraction is { } stop ? AwayFrom(alert.LastPrice, -sign * stop) : null,
            plan.TakeProfitFraction is { } profit ? AwayFrom(alert.LastPrice, sign * profit) : null);
    }

    private static TradingSignal SignalOf(Alert alert, MonitoringPlan plan, SignalAction action, Quantity? quantity, Price? stopLoss, Price? takeProfit) => new(
        SignalIdOf(alert.Run, alert.Symbol, alert.Sequence),
        alert.Symbol,
        action,
        quantity,
        PriceTarget: null,
        stopLoss,
        takeProfit,
        alert.Confidence,
        plan.FindTrigger(alert.Trigger)?.Strategy ?? plan.Strategy,
        alert.AtUtc,
        new SortedList<string, string>(StringComparer.Ordinal)
        {
            ["alert"] = alert.Sequence.ToString(CultureInfo.InvariantCulture),
            ["planVersion"] = alert.PlanVersion.ToString(CultureInfo.InvariantCulture),
            ["run"] = alert.Run.Value,
            ["trigger"] = alert.Trigger,
        });

    /// <summary>
    /// A price so far from another, rounded away from it to the tick: a cent, below one dollar a hundredth of one (SEC rule 612). Null where nothing is left above 0.
    /// </summary>
    private static Price? AwayFrom(double price, double fraction)
    {
        var exact = (decimal)price * (1 + (decimal)fraction);
        var tick = exact >= 1 ? 0.01m : 0.0001m;
        var rounded = fraction < 0 ? Math.Floor(exact / tick) * tick : Math.Ceiling(exact / tick) * tick;
        return rounded is > 0 and <= 10_000_000m ? new Price(rounded) : null;
    }
}
