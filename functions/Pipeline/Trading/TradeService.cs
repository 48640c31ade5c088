using System.Collections.Concurrent;
using System.Diagnostics;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Sizing;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>From signal to order: remember the signal, decide and reserve, send, record, answer.</summary>
/// <remarks>
/// Every step is stored before the next one has an effect, and finds its own traces: called again with the same signal after a crash, the service goes on
/// where it stopped. Once begun, an execution runs to its end even if its caller goes away.
/// </remarks>
public sealed class TradeService(
    AccountBook book, SignalDesk signals, OrderSender sender, OrderEventPump pump, MarketReader market, AccountQueries queries, TradingRulesSource rules, TradeOptions options, TimeProvider clock, DenialCounter? denials = null, TradeMetrics? metrics = null, RecentAnswers? recent = null)
    : ITradeService
{
    private static readonly StrategyId Manual = new("manual");

    private readonly ConcurrentDictionary<SignalId, Execution> underWay = new();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Task<TradeAnswer> Execute(TradeRequest request, CancellationToken cancellationToken) =>
        Execute(request, SignalDesk.Digest(request.Signal), closeOnly: false).WaitAsync(cancellationToken);

    public async Task<SignalRecord?> FindSignal(SignalId id, CancellationToken cancellationToken) =>
        await signals.Read(id, cancellationToken) is not { } record ? null
        : record.Answer is { } answer ? record with { Answer = await Whole(answer, cancellationToken) }
        : record;

    public async Task<CancelAnswer> CancelOrder(ClientOrderId id, CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        if (!state.Live.TryGetValue(id, out var order))
        {
            return await queries.FindOrder(id, cancellationToken) is null ? CancelAnswer.NotFound : CancelAnswer.TooLate;
        }

        var answer = await sender.Cancel(order, cancellationToken);
        await pump.PumpOnce(cancellationToken);
        return answer;
    }

    public async Task<TradeAnswer> ClosePosition(Symbol symbol, string origin, CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        var action = state.Book(symbol).Position.IsShort ? SignalAction.Buy : SignalAction.Sell;
        var signal = new TradingSignal(
            new SignalId(origin), symbol, action, Quantity: null, PriceTarget: null, StopLoss: null, TakeProfit: null, Confidence: 1, Manual, Now, new Dictionary<string, string>());
        return await Execute(new TradeRequest(signal, origin), $"close {symbol}", closeOnly: true).WaitAsync(cancellationToken);
    }

    private async Task<TradeAnswer> Execute(TradeRequest request, string digest, bool closeOnly)
    {
        var mine = new Execution(digest);
        var current = underWay.GetOrAdd(request.Signal.Id, mine);
        if (current != mine)
        {
            return string.Equals(current.Digest, digest, StringComparison.Ordinal) ? await current.Answer.Task : TradeAnswers.Conflict(request.Signal, Now);
        }

        try
        {
            var answer = await Run(request, digest, closeOnly);
            mine.Answer.SetResult(answer);
            return answer;
        }
        catch (Exception e)
        {
            mine.Answer.SetException(e);
            _ = mine.Answer.Task.Exception;
            throw;
        }
        finally
        {
            underWay.TryRemove(request.Signal.Id, out _);
        }
    }

    private async Task<TradeAnswer> Run(TradeRequest request, string digest, bool closeOnly)
    {
        var steps = new StepTimer(clock);
        using var span = Spans.Start("signal", request.Trace);
        var (record, etag) = await signals.Receive(request.Signal, digest, request.Origin, span?.Id ?? request.Trace, CancellationToken.None);
        steps.Done("remember");
        using var earlier = SignalSpans.Resume(span, record);
        if (!string.Equals(record.Digest, digest, StringComparison.Ordinal))
        {
            return TradeAnswers.Conflict(request.Signal, Now);
        }

        if (record.Answer is { } first)
        {
            return await Whole(first, CancellationToken.None);
        }

        var made = record.Signal.Action == SignalAction.Hold
            ? TradeAnswers.Held(record.Signal, Now)
            : await Trade(record, request, closeOnly, steps);
        var answer = made with { Steps = steps.ToArray() };
        var stored = answer.OrderId is null ? answer : answer with { Checks = null };
        var counts = await signals.Answer(record, etag, stored, book.Known?.Ledger.LogSequence ?? 0, CancellationToken.None);
        var given = ReferenceEquals(counts, stored) ? answer : await Whole(counts, CancellationToken.None);
        SignalSpans.Describe(earlier ?? span, record.Signal, given);
        metrics?.Answered(record.Signal, given, request.Caller?.Value, steps.Total);
        recent?.Add(record.Signal, given, request.Caller?.Value);
        return given;
    }

    /// <summary>The checks of an answer about an order are stored once, in the order's decision.</summary>
    private async ValueTask<TradeAnswer> Whole(TradeAnswer answer, CancellationToken cancellationToken) =>
        answer is { OrderId: { } id, Checks: null } && await queries.FindOrder(id, cancellationToken) is { } order
            ? answer with { Checks = (await queries.FindDecision(order, cancellationToken))?.Checks }
            : answer;

    private async Task<TradeAnswer> Trade(SignalRecord record, TradeRequest request, bool closeOnly, StepTimer steps)
    {
        var signal = record.Signal;
        var state = await book.Loaded(CancellationToken.None);
        var now = Now;
        var looking = Spans.Start("market");
        var wish = Wish(record, request, closeOnly);
        var view = await market.Look(signal.Symbol, state, now, !wish.CloseOnly && !OrderPlanner.Reduces(wish.Side, wish.Symbol, state), CancellationToken.None);
        looking?.Dispose();
        steps.Done("market");

        var others = sender.OtherMessages;
        var placed = await book.Ask<PlaceReply>(
            new PlaceOrder(wish, view, rules.Current, options.Owner, now + options.SendWindow, now) { BrokerMessages = sender.BrokerMessages, OtherMessages = others }, CancellationToken.None);
        steps.Done("decide");
        if (placed.Order is null)
        {
            PostponeIfAllowed(request, placed.Denials, now);
            denials?.Count(placed.Denials);
            metrics?.Denied(placed.Denials);
            return TradeAnswers.Denied(signal, placed.Decision!, placed.Denials);
        }

        var order = await Bring(placed, others);
        if (!request.CanWait && order is { Stage: IntentStage.Stored, Terms.Purpose: OrderPurpose.Entry, WaitsFor.Length: 0 })
        {
            // It came back unsent, and whoever waits for the answer must not find it sent later.
            order = await sender.GiveUp(order.Id) ?? order;
        }

        steps.Done("send");
        if (request.WaitForFill is { } patience && order is { IsFinal: false })
        {
            await pump.PumpOnce(CancellationToken.None);
            order = await book.WaitFor(order.Id, known => known.IsFinal || known.Filled >= known.Terms.Quantity, patience, CancellationToken.None) ?? order;
            steps.Done("fill");
        }

        var decision = placed.Decision ?? await queries.FindDecision(order, CancellationToken.None);
        return TradeAnswers.Of(signal, order, decision);
    }

    /// <summary>Over the message budget alone, a queued signal waits; it is refused once it is too old.</summary>
    private void PostponeIfAllowed(TradeRequest request, Denial[] denials, DateTime nowUtc)
    {
        if (request.CanWait && nowUtc - request.Signal.TimestampUtc < options.MaxWait && Array.TrueForAll(denials, denial => denial.Code == ReasonCode.Throttled))
        {
            throw new PostponedException($"Signal {request.Signal.Id} waits for the broker's message budget.");
        }
    }

    /// <summary>Sends a new order, takes up one that was there already, or clears the way for one that must wait.</summary>
    private async Task<OrderRecord> Bring(PlaceReply placed, decimal otherMessages)
    {
        var order = placed.Order!;
        if (placed.Approved is { } approved)
        {
            sender.Settle(otherMessages);
            return await sender.Send(approved, order) ?? order;
        }

        if (order.Stage == IntentStage.Stored && order.WaitsFor.Length > 0)
        {
            await sender.CancelPredecessors(order, CancellationToken.None);
            await pump.PumpOnce(CancellationToken.None);
        }

        order = await sender.Continue(order.Id) ?? order;
        return order.Stage == IntentStage.Sending
            ? await book.WaitFor(order.Id, known => known.Stage != IntentStage.Sending, options.SendWindow, CancellationToken.None) ?? order
            : order;
    }

    private TradeWish Wish(SignalRecord record, TradeRequest request, bool closeOnly)
    {
        var signal = record.Signal;
        return new TradeWish(
            ClientOrderIds.Derive(options.Account, options.Environment, record.Origin, "order"),
            record.Origin,
            signal.Symbol,
            signal.Action == SignalAction.Buy ? Side.Buy : Side.Sell,
            signal.Strategy,
            signal.Quantity,
            signal.PriceTarget,
            signal.StopLoss,
            signal.TakeProfit,
            Math.Round((decimal)signal.Confidence, 9),
            signal.TimestampUtc,
            request.FencingToken,
            closeOnly || options.IsClosingTime(signal.Strategy, Now),
            ClientOrderIds.Derive(options.Account, options.Environment, record.Origin, "protect"),
            request.Caller,
            Spans.IsOn ? Activity.Current?.Id ?? record.Trace : record.Trace,
            request.Size,
            ClearsExits: closeOnly);
    }

    private sealed record Execution(string Digest)
    {
        public TaskCompletionSource<TradeAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
