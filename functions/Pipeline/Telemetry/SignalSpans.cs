using System.Diagnostics;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Telemetry;

/// <summary>What a signal's span says.</summary>
internal static class SignalSpans
{
    /// <summary>A signal that somebody took before us goes on in the trace that it began in; the caller's own trace links to that.</summary>
    /// <returns>The span to go on under; null where the signal is new, or nothing is traced.</returns>
    public static Activity? Resume(Activity? span, SignalRecord record)
    {
        if (span is null || Spans.Parse(record.Trace) is not { } first || first.TraceId == span.TraceId)
        {
            return null;
        }

        span.AddLink(new ActivityLink(first));
        return Spans.Start("resume", record.Trace);
    }

    public static void Describe(Activity? span, TradingSignal signal, TradeAnswer answer)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.SetTag("trading.signal.id", signal.Id.Value);
        span.SetTag("trading.symbol", signal.Symbol.Value);
        span.SetTag("trading.strategy", signal.Strategy.Value);
        span.SetTag("trading.action", signal.Action.ToString());
        span.SetTag("trading.status", answer.Status.ToString());
        span.SetTag("trading.order.id", answer.OrderId?.Value);
        if (answer.Status == TradeStatus.Unresolved)
        {
            span.SetStatus(ActivityStatusCode.Error, "The broker's answer was lost.");
        }
    }
}
