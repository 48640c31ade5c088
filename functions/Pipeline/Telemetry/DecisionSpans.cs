using System.Diagnostics;
using System.Globalization;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Telemetry;

/// <summary>Spans of what happens inside the account: gate, sizing, reservation. The rules themselves know nothing of it.</summary>
internal static class DecisionSpans
{
    /// <summary>Decides a command; a decision about an order becomes a span under whoever asked.</summary>
    public static AccountChange Decide(AccountState state, AccountCommand command, ActivityContext? trace)
    {
        if (trace is not { } parent || command is not (PlaceOrder or ClaimSending))
        {
            return AccountDecider.Decide(state, command);
        }

        var gate = Spans.StartBeside("gate", parent);
        var sizing = gate is null || command is ClaimSending ? null : Spans.StartBeside("sizing", gate.Context);
        var change = AccountDecider.Decide(state, command);
        if (sizing is not null)
        {
            Describe(sizing, change.Reply as PlaceReply);
            Spans.End(sizing);
        }

        if (gate is not null)
        {
            Judge(gate, change.Reply as PlaceReply);
            Spans.End(gate);
        }

        return change;
    }

    /// <summary>The commit that reserves an order and stores its intent, as a span of each order in it; null where none is traced.</summary>
    public static List<Activity>? StartReserving<T>(List<T> answers, Func<T, (ActivityContext? Trace, AccountReply? Reply)> of)
    {
        List<Activity>? spans = null;
        foreach (var answer in answers)
        {
            if (of(answer) is ({ } parent, PlaceReply { Approved: not null } placed) && Spans.StartBeside("reserve", parent) is { } span)
            {
                span.SetTag("trading.order.id", placed.Order!.Id.Value);
                span.SetTag("trading.exposure", placed.Order.Reserved.Amount.ToString(CultureInfo.InvariantCulture));
                span.SetTag("trading.batch", answers.Count);
                (spans ??= []).Add(span);
            }
        }

        return spans;
    }

    /// <summary>Sizing is part of the decision and takes no time of its own: the span says what came of it.</summary>
    private static void Describe(Activity span, PlaceReply? placed)
    {
        if (placed?.Decision is { } decision)
        {
            span.SetTag("trading.sizing", decision.Sizing);
            span.SetTag("trading.quantity.requested", decision.Requested.Shares.ToString(CultureInfo.InvariantCulture));
            span.SetTag("trading.quantity", decision.Terms.Quantity.Shares.ToString(CultureInfo.InvariantCulture));
            span.SetTag("trading.cut_by", string.Join(' ', decision.CutBy));
        }
    }

    private static void Judge(Activity span, PlaceReply? placed)
    {
        span.SetTag("trading.approved", placed?.Approved is not null);
        span.SetTag("trading.controls", placed?.Decision?.Checks.Length);
        if (placed is { Denials.Length: > 0 })
        {
            span.SetTag("trading.denials", string.Join(' ', placed.Denials.Select(denial => denial.Code.Text())));
        }
    }
}
