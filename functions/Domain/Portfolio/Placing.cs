using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>From a wish to a reserved order with the right to send it.</summary>
internal static class Placing
{
    public static PlaceReply Place(AccountDraft draft, PlaceOrder command)
    {
        if (draft.State.Find(command.Wish.Id) is { } existing)
        {
            return new PlaceReply(Approved: null, existing, Decision: null, []);
        }

        var valuation = Valuation.Kept(draft.State, command.Market.Marks);
        var plan = OrderPlanner.Plan(command.Wish, WithWindowOfNow(draft.State, command), valuation, command.Market, command.Rules);
        var asker = new GateAsker(command.Wish.Caller, command.Wish.SignalUtc, command.Wish.Confidence, command.Wish.FencingToken, command.BrokerMessages);
        var inputs = new GateInputs(draft.State, valuation, plan.Terms, plan.ReservePrice, plan.StopDistance, command.Market, command.Rules, asker, command.NowUtc) with
        {
            Rate = With(draft.Ledger.Rate, command.OtherMessages, command.NowUtc, command.Rules.Limits),
        };
        var gate = RiskGate.Decide(inputs, command.Rules.Limits);
        var decision = RecordOf(inputs, plan, command.Wish.Origin, gate);
        var isQueuedUp = MayWait(plan.Terms.Purpose, gate);
        if ((gate.Approved is null && !isQueuedUp) || plan.Refusal is not null)
        {
            return new PlaceReply(Approved: null, Order: null, decision, plan.Refusal is { } refusal ? [refusal, .. gate.Denials] : gate.Denials);
        }

        var waits = plan.WaitsFor.Length > 0 || isQueuedUp;
        var order = new OrderRecord
        {
            Terms = plan.Terms,
            Source = OrderSource.Signal,
            Origin = command.Wish.Origin,
            Stage = waits ? IntentStage.Stored : IntentStage.Sending,
            Claim = waits ? null : new SendClaim(command.Owner, 1, command.DeadlineUtc),
            Worker = command.Owner,
            Caller = command.Wish.Caller,
            FencingToken = command.Wish.FencingToken,
            Confidence = command.Wish.Confidence,
            SignalUtc = command.Wish.SignalUtc,
            ReservedUtc = command.NowUtc,
            DecidedUtc = command.NowUtc,
            UpdatedUtc = command.NowUtc,
            ReservePrice = plan.ReservePrice,
            StopDistance = plan.StopDistance,
            WaitsFor = plan.WaitsFor,
            Trace = command.Wish.Trace,
        };
        Commit(draft, order, inputs, command.Rules.Limits, command.OtherMessages);
        if (plan.ProtectiveStop is { } stop && command.Wish.ProtectiveId is { } id)
        {
            var protection = Protection(draft.State, order, id, stop);
            draft.Log(command.NowUtc, intent: IntentRecord.Of(draft.Put(protection)));
        }

        draft.Decision = decision;
        return new PlaceReply(waits ? null : gate.Approved, draft.State.Find(order.Id), decision, []);
    }

    private static DecisionRecord RecordOf(in GateInputs inputs, OrderPlan plan, string origin, GateDecision gate) => new(
        inputs.Terms, origin, inputs.NowUtc, inputs.Reference, inputs.ReferenceUtc, plan.Requested, plan.CutBy, plan.Sizing, inputs.Equity,
        inputs.Cash, inputs.PositionExposure + inputs.ReservedExposure, inputs.OpenRisk, inputs.SymbolQuantity, gate.Checks);

    /// <summary>An exit that only lacks a message to the broker is kept and sent as soon as there is one: it must always be able to leave.</summary>
    private static bool MayWait(OrderPurpose purpose, GateDecision gate) => purpose == OrderPurpose.Exit && LacksAMessageOnly(gate);

    /// <summary>An entry that lacks a message waits as long as its signal would have waited in the queue.</summary>
    private static bool IsPatient(OrderRecord order, GateDecision gate, ClaimSending command) =>
        LacksAMessageOnly(gate) && command.NowUtc - (order.SignalUtc ?? order.ReservedUtc) < command.MaxWait;

    private static bool LacksAMessageOnly(GateDecision gate) => gate.Denials.Length > 0 && Array.TrueForAll(gate.Denials, denial => denial.Code == ReasonCode.Throttled);

    /// <summary>An exit that takes the place of bracket legs leaves a stop behind: sent when the exit is over, for what is still held then.</summary>
    private static OrderRecord Protection(AccountState state, OrderRecord exit, ClientOrderId id, Price stop) => new()
    {
        Terms = new OrderTerms(
            id, exit.Terms.Symbol, exit.Terms.Side, state.Book(exit.Terms.Symbol).Position.Quantity, OrderType.Stop, TimeInForce.Gtc, OrderPurpose.Exit,
            exit.Terms.Strategy, StopPrice: stop),
        Source = OrderSource.Bracket,
        Origin = exit.Origin,
        Stage = IntentStage.Stored,
        Leg = BracketLeg.StopLoss,
        Parent = exit.Id,
        Worker = exit.Worker,
        DecidedUtc = exit.DecidedUtc,
        UpdatedUtc = exit.UpdatedUtc,
        WaitsFor = [.. exit.WaitsFor, exit.Id],
        Trace = exit.Trace,
    };

    /// <summary>The planner knows no time: what the window leaves is as of now.</summary>
    private static AccountState WithWindowOfNow(AccountState state, PlaceOrder command) => command.Rules.Limits is { MaxWindowNotional: null, MaxWindowQuantity: null }
        ? state
        : state with { Ledger = state.Ledger with { Window = state.Ledger.Window.At(command.NowUtc, command.Rules.Limits.Window) } };

    public static PlaceReply Claim(AccountDraft draft, ClaimSending command)
    {
        if (draft.State.Find(command.Id) is not { } order)
        {
            return new PlaceReply(Approved: null, Order: null, Decision: null, []);
        }

        if (order.Stage != IntentStage.Stored || Array.Exists(order.WaitsFor, draft.State.Live.ContainsKey))
        {
            return new PlaceReply(Approved: null, order, Decision: null, []);
        }

        var state = draft.Without(order);
        var valuation = Valuation.Kept(state, command.Market.Marks);
        var terms = Shrink(order.Replaces is { } id && state.Find(id) is { } replaced ? Replacing.Shrink(order.Terms, replaced) : order.Terms, state);
        var asker = new GateAsker(order.Caller, order.SignalUtc, order.Confidence, order.FencingToken, command.BrokerMessages);
        var inputs = new GateInputs(state, valuation, terms, order.ReservePrice, order.StopDistance, command.Market, command.Rules, asker, command.NowUtc);
        inputs = inputs with
        {
            Rate = With(draft.Ledger.Rate, command.OtherMessages, command.NowUtc, command.Rules.Limits),
            // An entry that switched its own strategy off was the last one to pass.
            Activity = inputs.Activity is { HaltedUtc: { } halted } off && halted <= order.ReservedUtc ? off with { HaltedUtc = null } : inputs.Activity,
            Window = order.Terms.Purpose == OrderPurpose.Entry
                ? state.Ledger.Window.Without(order.ReservedUtc, command.Rules.Limits.Window, order.Reserved, order.Terms.Quantity)
                : state.Ledger.Window,
        };
        var gate = RiskGate.Decide(inputs, command.Rules.Limits);
        if (terms.Quantity.IsZero || gate.Approved is null)
        {
            Denial[] denials = terms.Quantity.IsZero ? [new Denial(ReasonCode.NothingToClose, order.Replaces is null ? "position" : "replacedOrder", Limit: 0m, order.Terms.Quantity.Shares)] : gate.Denials;
            if ((order.Source == OrderSource.Bracket || MayWait(terms.Purpose, gate) || IsPatient(order, gate, command)) && !terms.Quantity.IsZero)
            {
                // A protective stop is not given up while there is something to protect, nor an entry that only waits for its turn: they are tried again.
                return new PlaceReply(Approved: null, order, Decision: null, denials);
            }

            var denied = order with { Stage = IntentStage.Final, End = OrderEnd.Denied, Reason = string.Join(' ', denials.Select(d => d.Code.Text())), Denials = denials, UpdatedUtc = command.NowUtc };
            draft.Put(denied);
            draft.Log(command.NowUtc, order: OrderStep.Of(denied, OrderStepKind.Withdrawn));
            return new PlaceReply(Approved: null, denied, Decision: null, denials);
        }

        var claimed = order with
        {
            Terms = terms,
            Stage = IntentStage.Sending,
            Claim = new SendClaim(command.Owner, (order.Claim?.Attempt ?? 0) + 1, command.DeadlineUtc),
            DecidedUtc = command.NowUtc,
            UpdatedUtc = command.NowUtc,
            WaitsFor = [],
            Denials = null,
        };
        draft.Put(claimed);
        Spend(draft, command.NowUtc, command.Rules.Limits, command.OtherMessages);
        return new PlaceReply(gate.Approved, claimed, Decision: null, []);
    }

    /// <summary>An exit never sells more than is held when it is sent.</summary>
    private static OrderTerms Shrink(OrderTerms terms, AccountState state)
    {
        if (terms.Purpose != OrderPurpose.Exit)
        {
            return terms;
        }

        var book = state.Book(terms.Symbol);
        var closes = terms.Side == Side.Sell ? book.Position.IsLong : book.Position.IsShort;
        var open = closes && book.Position.Quantity > book.Exits ? book.Position.Quantity - book.Exits : Quantity.Zero;
        return terms with { Quantity = Quantity.Min(terms.Quantity, open) };
    }

    /// <summary>Reserves the order and counts it in the windows.</summary>
    private static void Commit(AccountDraft draft, OrderRecord order, in GateInputs inputs, RiskLimits limits, decimal otherMessages)
    {
        draft.Log(inputs.NowUtc, intent: IntentRecord.Of(draft.Put(order)));
        if (order.Claim is not null)
        {
            Spend(draft, inputs.NowUtc, limits, otherMessages);
        }

        var peak = inputs.Equity > draft.Ledger.PeakEquity ? inputs.Equity : draft.Ledger.PeakEquity;
        var entry = order.Terms.Purpose == OrderPurpose.Entry;
        draft.Ledger = draft.Ledger with { PeakEquity = peak, Window = entry ? draft.Ledger.Window.At(inputs.NowUtc, limits.Window).Add(inputs.Cost, order.Terms.Quantity) : draft.Ledger.Window };
        if (entry)
        {
            StrategySwitching.Count(draft, order.Terms.Strategy, limits, inputs.NowUtc);
        }

        if (entry && limits.DuplicateWindow is { } window)
        {
            var holding = draft.State.Book(order.Terms.Symbol).Holding;
            var now = inputs.NowUtc;
            var recent = holding.Recent.Where(other => now - other.AtUtc < window)
                .Append(new RecentOrder(now, order.Id, order.Terms.Side, order.Terms.Quantity, order.Terms.LimitPrice, order.Terms.Strategy));
            draft.Put(holding with { Recent = [.. recent.TakeLast(MaxRecent)] });
        }
    }

    /// <summary>Entries of one symbol that the duplicate control remembers at most.</summary>
    private const int MaxRecent = 64;

    private static RateBudget With(RateBudget budget, decimal others, DateTime nowUtc, RiskLimits limits) =>
        others > 0m && limits.MessagesPerMinute is { } perMinute ? budget.Take(nowUtc, perMinute, others) : budget;

    /// <summary>One message for the order, and what the host has said to the broker besides.</summary>
    private static void Spend(AccountDraft draft, DateTime nowUtc, RiskLimits limits, decimal others)
    {
        if (limits.MessagesPerMinute is { } perMinute)
        {
            draft.Ledger = draft.Ledger with { Rate = draft.Ledger.Rate.Take(nowUtc, perMinute, others + 1m) };
        }
    }
}
