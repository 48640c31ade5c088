using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Rebalancing;

/// <summary>Proposes trades towards target weights and carries them out once a person has approved them.</summary>
public sealed class RebalanceService(
    AccountBook book, IMarketData market, RebalanceStore proposals, IOrchestrationClient orchestrations, TradingRulesSource rules, AuditTrail audit, PipelineSettings settings, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <exception cref="MarketDataException">The market did not answer.</exception>
    public async Task<ProposeOutcome> Propose(RebalanceWish wish, CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        Symbol[] symbols = [.. state.Symbols.Where(pair => !pair.Value.Position.IsFlat).Select(pair => pair.Key).Union(wish.Targets.Keys).Order()];
        var prices = await Prices(symbols, cancellationToken);
        Symbol[] unpriced = [.. symbols.Where(symbol => !prices.ContainsKey(symbol))];
        if (unpriced.Length > 0)
        {
            return new ProposeOutcome(Proposal: null, unpriced);
        }

        var now = Now;
        var plan = RebalancePlan.Of(state, prices, wish.Targets, wish.CloseOthers, wish.LeastTrade, rules.Current.Sizing.LotSize.Shares);
        var proposal = new RebalanceProposal(RebalanceStore.IdOf(now, 1), RebalanceStatus.Proposed, wish.By, now, now + settings.Day.ProposalLife, plan, Decision: null, []);
        for (var number = 2; !await proposals.Create(proposal, cancellationToken); number++)
        {
            proposal = proposal with { Id = RebalanceStore.IdOf(now, number) };
        }

        return new ProposeOutcome(proposal, []);
    }

    public async Task<RebalanceProposal?> Find(string id, CancellationToken cancellationToken) => (await proposals.Find(id, cancellationToken))?.Value;

    public Task<IReadOnlyList<RebalanceProposal>> List(int limit, CancellationToken cancellationToken) => proposals.List(Now, limit, cancellationToken);

    /// <summary>Approves or rejects a proposal, once. An approval that was stored and not started, because the host died, is started by approving again.</summary>
    public async Task<DecideOutcome> Decide(string id, bool approve, string by, string reason, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await proposals.Find(id, cancellationToken) is not { } stored)
            {
                return new DecideOutcome(DecideStatus.NotFound, Proposal: null);
            }

            var proposal = stored.Value;
            if (approve && proposal.Status == RebalanceStatus.Approved)
            {
                await Record(proposal, cancellationToken);
                await Start(proposal, cancellationToken);
                return new DecideOutcome(DecideStatus.Decided, proposal);
            }

            if (proposal.Status != RebalanceStatus.Proposed)
            {
                return new DecideOutcome(DecideStatus.Decided, proposal);
            }

            var now = Now;
            if (approve && now >= proposal.ExpiresUtc)
            {
                return new DecideOutcome(DecideStatus.Expired, proposal);
            }

            var decided = proposal with { Status = approve ? RebalanceStatus.Approved : RebalanceStatus.Rejected, Decision = new RebalanceDecision(by, reason, now) };
            if (!await proposals.Replace(decided, stored.ETag, cancellationToken))
            {
                continue;
            }

            await Record(decided, cancellationToken);
            if (approve)
            {
                await Start(decided, cancellationToken);
            }

            return new DecideOutcome(DecideStatus.Done, decided);
        }
    }

    private Task Record(RebalanceProposal proposal, CancellationToken cancellationToken) => audit.Add(
        new AuditRecord(
            proposal.Id,
            audit.NowUtc,
            AuditKind.RebalanceDecided,
            proposal.Decision!.By,
            $"rebalance.{proposal.Id}",
            Before: "\"Proposed\"",
            After: $"\"{proposal.Status}\"",
            proposal.Decision.Reason),
        cancellationToken);

    private Task<bool> Start(RebalanceProposal proposal, CancellationToken cancellationToken)
    {
        var sales = Array.FindIndex(proposal.Plan.Items, item => !Reduces(item));
        var request = new RebalanceRequest(proposal.Id, proposal.Plan.Items.Length, sales < 0 ? proposal.Plan.Items.Length : sales);
        return orchestrations.Start(PipelineCatalog.Rebalance, InstanceIds.Rebalance(proposal.Id), request, StartPolicy.Once, cancellationToken);
    }

    private static bool Reduces(RebalanceItem item) => item.Held != 0m && Math.Sign(item.Target - item.Held) == -Math.Sign(item.Held);

    private async Task<IReadOnlyDictionary<Symbol, Price>> Prices(Symbol[] symbols, CancellationToken cancellationToken)
    {
        var prices = new Dictionary<Symbol, Price>();
        foreach (var (symbol, snapshot) in await market.FetchSnapshots(symbols, 1, cancellationToken))
        {
            if (snapshot.LastPrice is > 0 and < 10_000_000)
            {
                prices[symbol] = Price.From(snapshot.LastPrice);
            }
        }

        return prices;
    }
}
