using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>Carries out a decision to trade, by the same service as signals from outside. Running it again finishes what was begun.</summary>
public sealed class ExecuteTrade(AlertStore alerts, DecisionStore decisions, ITradeService trades, TimeProvider clock) : IActivity<ExecuteRequest, Executed>
{
    public async Task<Executed> Run(ExecuteRequest input, CancellationToken cancellationToken)
    {
        var stored = await decisions.Find(input.Run, input.Symbol, input.Sequence, cancellationToken);
        if (stored is not { Decision: { Kind: DecisionKind.Trade, Signal: { } signal } decision })
        {
            throw new ActivityFailureException("DECISION_MISSING", $"No decision to trade on alert {input.Sequence} of {input.Symbol} is stored.");
        }

        var alert = await alerts.Read(input.Run, input.Symbol, input.Sequence, cancellationToken);
        var origin = AlertOrigins.Of(input.Run, input.Symbol, input.Sequence);
        var answer = await trades.Execute(
            new TradeRequest(signal, origin, alert.FencingToken, Caller: Callers.Pipeline, Trace: alert.Trace, Size: decision.Size ?? 1m), cancellationToken);
        var outcome = await decisions.SaveOutcome(
            input.Run,
            new OutcomeDocument(
                input.Symbol, input.Sequence, answer.Status.ToString(), [.. (answer.Denials ?? []).Select(d => d.Code.Text())], Plan: null, clock.GetUtcNow().UtcDateTime, answer with { Steps = null }),
            cancellationToken);
        return new Executed(outcome.Outcome);
    }
}
