using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>What becomes of an order that somebody has the right to send.</summary>
public sealed class SendingTests
{
    private static readonly ClientOrderId Id = new("WORKING");
    private static readonly DateTime Later = Given.Now.AddSeconds(9);

    [Theory]
    [InlineData(IntentStage.Sending, OrderOutcome.Rejected, IntentStage.Final)]
    [InlineData(IntentStage.Sending, OrderOutcome.Throttled, IntentStage.Stored)]
    [InlineData(IntentStage.Sending, OrderOutcome.NotSent, IntentStage.Stored)]
    [InlineData(IntentStage.Sending, OrderOutcome.Unresolved, IntentStage.Unresolved)]
    [InlineData(IntentStage.Sending, OrderOutcome.Confirmed, IntentStage.Unresolved)]
    [InlineData(IntentStage.Unresolved, OrderOutcome.Rejected, IntentStage.Final)]
    [InlineData(IntentStage.Unresolved, OrderOutcome.Throttled, IntentStage.Unresolved)]
    [InlineData(IntentStage.Unresolved, OrderOutcome.NotSent, IntentStage.Unresolved)]
    [InlineData(IntentStage.Unresolved, OrderOutcome.Unresolved, IntentStage.Unresolved)]
    [InlineData(IntentStage.Stored, OrderOutcome.Rejected, IntentStage.Stored)]
    [InlineData(IntentStage.Confirmed, OrderOutcome.Rejected, IntentStage.Confirmed)]
    public void Outcome_OfTheCall_MovesWhatIsBeingSent(IntentStage from, OrderOutcome outcome, IntentStage to)
    {
        var state = Account(from);

        var change = AccountDecider.Decide(state, new RecordOutcome(Id, 2, outcome, Order: null, "because", Later));

        var order = change.State.Find(Id).ShouldNotBeNull();
        order.Stage.ShouldBe(to);
        change.Reply.ShouldBeOfType<OrderReply>().Order!.Stage.ShouldBe(to);
        change.IsChanged.ShouldBe(from != to);
        change.Orders.ShouldBe(from == to ? [] : [Id]);
        change.State.Stored.Contains(Id).ShouldBe(to == IntentStage.Stored);
    }

    [Fact]
    public void Rejection_EndsTheOrderWithItsReason()
    {
        var order = AccountDecider.Decide(Account(), new RecordOutcome(Id, 2, OrderOutcome.Rejected, Order: null, "no money", Later)).State.Ended[Id];

        (order.Status, order.End, order.Reason, order.UpdatedUtc, order.FinalUtc).ShouldBe((OrderStatus.Rejected, OrderEnd.Rejected, "no money", Later, Later));
    }

    [Theory]
    [InlineData(OrderOutcome.Unresolved)]
    [InlineData(OrderOutcome.Confirmed)]
    public void Doubt_IsTimedAndExplained(OrderOutcome outcome)
    {
        var order = AccountDecider.Decide(Account(), new RecordOutcome(Id, 2, outcome, Order: null, "time-out", Later)).State.Live[Id];

        (order.UnresolvedUtc, order.Reason, order.End).ShouldBe((Later, "time-out", null));
    }

    [Fact]
    public void Confirmation_TakesInTheOrderAsTheBrokerHasIt_WhateverTheAttempt()
    {
        var answer = new BrokerOrder(
            "B1", Id, Given.Aapl, Side.Buy, new Quantity(10m), OrderType.Market, TimeInForce.Gtc, OrderStatus.PartiallyFilled, new Quantity(4m), AverageFillPrice: 100m, LimitPrice: null, StopPrice: null,
            Given.Now, Later, []);

        var change = AccountDecider.Decide(Account(), new RecordOutcome(Id, 1, OrderOutcome.Confirmed, answer, Reason: null, Later));

        var order = change.State.Live[Id];
        (order.Stage, order.Status, order.BrokerOrderId, order.Reported, order.Filled).ShouldBe((IntentStage.Confirmed, OrderStatus.PartiallyFilled, "B1", new Quantity(4m), Quantity.Zero));
        change.Reply.ShouldBe(new OrderReply(order));
    }

    [Fact]
    public void Refusal_WithAnOrderBesideIt_IsStillARefusal()
    {
        var answer = new BrokerOrder(
            "B1", Id, Given.Aapl, Side.Buy, new Quantity(10m), OrderType.Market, TimeInForce.Gtc, OrderStatus.New, Quantity.Zero, AverageFillPrice: null, LimitPrice: null, StopPrice: null, Given.Now, Later, []);

        AccountDecider.Decide(Account(), new RecordOutcome(Id, 2, OrderOutcome.Rejected, answer, "no", Later)).State.Find(Id)!.End.ShouldBe(OrderEnd.Rejected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Outcome_OfAnotherAttempt_ChangesNothing(int attempt)
    {
        var state = Account();

        AccountDecider.Decide(state, new RecordOutcome(Id, attempt, OrderOutcome.Rejected, Order: null, "late", Later)).ShouldSatisfyAllConditions(
            change => change.IsChanged.ShouldBeFalse(), change => change.Reply.ShouldBe(new OrderReply(state.Live[Id])));
        AccountDecider.Decide(state, new RecordAbsence(Id, attempt, IsConclusive: true, WindowPassed: true, Later)).ShouldSatisfyAllConditions(
            change => change.IsChanged.ShouldBeFalse(), change => change.Reply.ShouldBe(new OrderReply(state.Live[Id])));
    }

    [Fact]
    public void Outcome_OfAnUnknownOrder_ChangesNothing()
    {
        AccountCommand[] commands =
        [
            new RecordOutcome(new ClientOrderId("NONE"), 1, OrderOutcome.Rejected, Order: null, "no", Later), new RecordAbsence(new ClientOrderId("NONE"), 1, IsConclusive: true, WindowPassed: true, Later),
            new AbandonOrder(new ClientOrderId("NONE"), "no", Later),
        ];

        foreach (var command in commands)
        {
            AccountDecider.Decide(Account(), command).ShouldSatisfyAllConditions(
                change => change.IsChanged.ShouldBeFalse(), change => change.Reply.ShouldBe(new OrderReply(Order: null)));
        }
    }

    /// <summary>Absent at the broker: sent again, given up, or looked up once more.</summary>
    [Theory]
    [InlineData(OrderPurpose.Entry, true, false, IntentStage.Stored)]
    [InlineData(OrderPurpose.Entry, true, true, IntentStage.Stored)]
    [InlineData(OrderPurpose.Entry, false, true, IntentStage.Final)]
    [InlineData(OrderPurpose.Entry, false, false, IntentStage.Unresolved)]
    [InlineData(OrderPurpose.Exit, true, false, IntentStage.Stored)]
    [InlineData(OrderPurpose.Exit, false, true, IntentStage.Stored)]
    [InlineData(OrderPurpose.Exit, false, false, IntentStage.Unresolved)]
    public void Absence_OfTheOrder_LosesAnEntryAndSendsAnExitAgain(OrderPurpose purpose, bool isConclusive, bool windowPassed, IntentStage expected)
    {
        foreach (var from in new[] { IntentStage.Sending, IntentStage.Unresolved })
        {
            var state = Account(from, purpose);

            var change = AccountDecider.Decide(state, new RecordAbsence(Id, 2, isConclusive, windowPassed, Later));

            var order = change.State.Find(Id).ShouldNotBeNull();
            order.Stage.ShouldBe(expected);
            change.Reply.ShouldBeOfType<OrderReply>().Order!.Stage.ShouldBe(expected);
            DateTime? doubtedUtc = from == IntentStage.Unresolved ? Given.Now : null;
            (OrderEnd? End, string? Reason, DateTime? UnresolvedUtc) told = expected switch
            {
                IntentStage.Stored => (null, null, null),
                IntentStage.Final => (OrderEnd.Lost, "earlier", doubtedUtc),
                _ => (null, "earlier", doubtedUtc ?? Later),
            };
            (order.End, order.Reason, order.UnresolvedUtc).ShouldBe(told);
            order.UpdatedUtc.ShouldBe(expected == IntentStage.Final ? Later : Given.Now);
            change.IsChanged.ShouldBe(expected != from);
        }
    }

    [Theory]
    [InlineData(IntentStage.Stored)]
    [InlineData(IntentStage.Confirmed)]
    public void Absence_OfWhatIsNotBeingSent_ChangesNothing(IntentStage stage) =>
        AccountDecider.Decide(Account(stage), new RecordAbsence(Id, 2, IsConclusive: true, WindowPassed: true, Later)).IsChanged.ShouldBeFalse();

    [Theory]
    [InlineData(IntentStage.Stored, true)]
    [InlineData(IntentStage.Sending, false)]
    [InlineData(IntentStage.Unresolved, false)]
    [InlineData(IntentStage.Confirmed, false)]
    public void Abandon_EndsOnlyWhatNobodyHasSent(IntentStage stage, bool ends)
    {
        var state = Account(stage);

        var change = AccountDecider.Decide(state, new AbandonOrder(Id, "too old", Later));

        change.IsChanged.ShouldBe(ends);
        var order = change.State.Find(Id).ShouldNotBeNull();
        (order.Stage, order.End, order.Reason, order.UpdatedUtc).ShouldBe(ends ? (IntentStage.Final, OrderEnd.Canceled, "too old", Later) : (stage, null, "earlier", Given.Now));
        change.Reply.ShouldBeOfType<OrderReply>().Order!.Stage.ShouldBe(order.Stage);
        change.State.Ledger.ReservedExposure.ShouldBe(ends ? Money.Zero : state.Ledger.ReservedExposure);
    }

    [Fact]
    public void Abandon_AsDenied_SaysSo() =>
        AccountDecider.Decide(Account(IntentStage.Stored), new AbandonOrder(Id, "EXPIRED", Later, OrderEnd.Denied)).State.Find(Id)!.End.ShouldBe(OrderEnd.Denied);

    /// <summary>One order in its second attempt.</summary>
    private static AccountState Account(IntentStage stage = IntentStage.Sending, OrderPurpose purpose = OrderPurpose.Entry) => Given.Account(
        holdings: [Given.Holding(10m)],
        orders: [
            Given.Order(side: purpose == OrderPurpose.Entry ? Side.Buy : Side.Sell, purpose: purpose, stage: stage) with
            {
                Claim = new SendClaim("host", 2, Given.Now.AddSeconds(10)),
                Reason = "earlier",
                UnresolvedUtc = stage == IntentStage.Unresolved ? Given.Now : null,
            },
        ]);
}
