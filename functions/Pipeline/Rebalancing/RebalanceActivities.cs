using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Rebalancing;

/// <summary>Executes one item of an approved proposal as a signal of its own; running it again gives the first answer.</summary>
/// <returns>False when the gate or the broker refused it.</returns>
public sealed class RebalanceTrade(RebalanceStore proposals, ITradeService trades, TimeProvider clock) : IActivity<RebalanceStep, bool>
{
    private static readonly StrategyId Strategy = new("rebalance");

    public async Task<bool> Run(RebalanceStep input, CancellationToken cancellationToken)
    {
        var proposal = (await proposals.Find(input.Proposal, cancellationToken))?.Value
            ?? throw new ActivityFailureException("PROPOSAL_MISSING", $"There is no proposal {input.Proposal}.");
        if (proposal.Status != RebalanceStatus.Approved)
        {
            throw new ActivityFailureException("NOT_APPROVED", $"Proposal {input.Proposal} is {proposal.Status}.");
        }

        var item = proposal.Plan.Items[input.Index];
        var id = new SignalId(string.Create(CultureInfo.InvariantCulture, $"rebalance-{proposal.Id}-{input.Index}"));
        // A second run must send the same signal, whatever the time.
        var first = await trades.FindSignal(id, cancellationToken);
        var signal = first?.Signal ?? new TradingSignal(
            id,
            item.Symbol,
            item.Side == Side.Buy ? SignalAction.Buy : SignalAction.Sell,
            item.Closes ? null : item.Quantity,
            PriceTarget: null,
            StopLoss: null,
            TakeProfit: null,
            Confidence: 1,
            Strategy,
            clock.GetUtcNow().UtcDateTime,
            new Dictionary<string, string>());
        var answer = await trades.Execute(new TradeRequest(signal, id.Value), cancellationToken);
        await Record(input, answer, cancellationToken);
        return answer.Status != TradeStatus.Denied;
    }

    private async Task Record(RebalanceStep input, TradeAnswer answer, CancellationToken cancellationToken)
    {
        while (await proposals.Find(input.Proposal, cancellationToken) is { } stored)
        {
            var outcome = new RebalanceOutcome(input.Index, answer.Symbol, answer.Status, answer.OrderId, [.. (answer.Denials ?? []).Select(denial => denial.Code.Text())]);
            RebalanceOutcome[] outcomes = [.. stored.Value.Outcomes.Where(other => other.Index != input.Index).Append(outcome).OrderBy(other => other.Index)];
            if (await proposals.Replace(stored.Value with { Outcomes = outcomes }, stored.ETag, cancellationToken))
            {
                return;
            }
        }
    }
}

/// <summary>How many orders of a proposal are not over.</summary>
public sealed class RebalanceStatusCheck(RebalanceStore proposals, AccountBook book) : IActivity<string, RebalanceProgress>
{
    public async Task<RebalanceProgress> Run(string input, CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        var outcomes = (await proposals.Find(input, cancellationToken))?.Value.Outcomes ?? [];
        return new RebalanceProgress(outcomes.Count(outcome => outcome.Order is { } order && state.Live.ContainsKey(order)));
    }
}

/// <summary>Marks a proposal as carried out, and tells people.</summary>
public sealed class FinishRebalance(RebalanceStore proposals, INotifier notifier) : IActivity<string, bool>
{
    public async Task<bool> Run(string input, CancellationToken cancellationToken)
    {
        while (await proposals.Find(input, cancellationToken) is { } stored)
        {
            var proposal = stored.Value;
            if (proposal.Status != RebalanceStatus.Done && !await proposals.Replace(proposal with { Status = RebalanceStatus.Done }, stored.ETag, cancellationToken))
            {
                continue;
            }

            var refused = proposal.Outcomes.Where(outcome => outcome.Status == TradeStatus.Denied).Select(outcome => $"{outcome.Symbol} {string.Join(' ', outcome.Denials)}").ToArray();
            await notifier.Notify(
                new Notification(
                    refused.Length == 0 ? Severity.Info : Severity.Warning,
                    $"rebalance:{proposal.Id}",
                    $"Rebalancing {proposal.Id}: {proposal.Outcomes.Length} orders, {refused.Length} refused",
                    refused.Length == 0 ? $"Approved by {proposal.Decision?.By}." : string.Join("; ", refused)),
                cancellationToken);
            return true;
        }

        return false;
    }
}
