using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Tests.Orders;

public sealed class OrderTransitionsTests
{
    private static readonly OrderStatus[] Open = [.. Enum.GetValues<OrderStatus>().Where(status => !status.IsFinal())];

    public static TheoryData<OrderStatus, OrderEventKind, OrderStatus> Rows => new()
    {
        { OrderStatus.Unknown, OrderEventKind.Accepted, OrderStatus.Accepted },
        { OrderStatus.PendingNew, OrderEventKind.Accepted, OrderStatus.Accepted },
        { OrderStatus.New, OrderEventKind.Accepted, OrderStatus.New },
        { OrderStatus.PartiallyFilled, OrderEventKind.Accepted, OrderStatus.PartiallyFilled },
        { OrderStatus.PendingCancel, OrderEventKind.Accepted, OrderStatus.PendingCancel },
        { OrderStatus.Accepted, OrderEventKind.Held, OrderStatus.Held },
        { OrderStatus.New, OrderEventKind.Held, OrderStatus.New },
        { OrderStatus.Held, OrderEventKind.New, OrderStatus.New },
        { OrderStatus.Accepted, OrderEventKind.New, OrderStatus.New },
        { OrderStatus.AcceptedForBidding, OrderEventKind.New, OrderStatus.New },
        { OrderStatus.Suspended, OrderEventKind.New, OrderStatus.New },
        { OrderStatus.DoneForDay, OrderEventKind.New, OrderStatus.New },
        { OrderStatus.Calculated, OrderEventKind.New, OrderStatus.New },
        { OrderStatus.PartiallyFilled, OrderEventKind.New, OrderStatus.PartiallyFilled },
        { OrderStatus.PendingCancel, OrderEventKind.New, OrderStatus.PendingCancel },
        { OrderStatus.PendingReplace, OrderEventKind.New, OrderStatus.PendingReplace },
        { OrderStatus.New, OrderEventKind.PartialFill, OrderStatus.PartiallyFilled },
        { OrderStatus.PendingCancel, OrderEventKind.PartialFill, OrderStatus.PendingCancel },
        { OrderStatus.PendingReplace, OrderEventKind.PartialFill, OrderStatus.PendingReplace },
        { OrderStatus.PendingCancel, OrderEventKind.CancelRejected, OrderStatus.New },
        { OrderStatus.PartiallyFilled, OrderEventKind.CancelRejected, OrderStatus.PartiallyFilled },
        { OrderStatus.PendingReplace, OrderEventKind.ReplaceRejected, OrderStatus.New },
        { OrderStatus.New, OrderEventKind.ReplaceRejected, OrderStatus.New },
        { OrderStatus.New, OrderEventKind.DoneForDay, OrderStatus.DoneForDay },
        { OrderStatus.New, OrderEventKind.Suspended, OrderStatus.Suspended },
        { OrderStatus.New, OrderEventKind.Stopped, OrderStatus.Stopped },
        { OrderStatus.New, OrderEventKind.Calculated, OrderStatus.Calculated },
        { OrderStatus.New, OrderEventKind.PendingCancel, OrderStatus.PendingCancel },
        { OrderStatus.New, OrderEventKind.PendingReplace, OrderStatus.PendingReplace },
        { OrderStatus.New, OrderEventKind.Unknown, OrderStatus.New },
        { OrderStatus.Filled, OrderEventKind.TradeBust, OrderStatus.Filled },
        { OrderStatus.New, OrderEventKind.TradeCorrect, OrderStatus.New },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Next_Row_IsAsWritten(OrderStatus from, OrderEventKind kind, OrderStatus to) => OrderTransitions.Next(from, kind).ShouldBe(to);

    [Theory]
    [InlineData(OrderEventKind.Fill, OrderStatus.Filled)]
    [InlineData(OrderEventKind.Canceled, OrderStatus.Canceled)]
    [InlineData(OrderEventKind.Expired, OrderStatus.Expired)]
    [InlineData(OrderEventKind.Rejected, OrderStatus.Rejected)]
    [InlineData(OrderEventKind.Replaced, OrderStatus.Replaced)]
    public void Next_EndingEvent_EndsEveryOpenStatus(OrderEventKind kind, OrderStatus end) => Open.ShouldAllBe(status => OrderTransitions.Next(status, kind) == end);

    [Fact]
    public void Next_FinalStatus_IsNeverLeft()
    {
        foreach (var status in Enum.GetValues<OrderStatus>().Where(status => status.IsFinal()))
            Enum.GetValues<OrderEventKind>().ShouldAllBe(kind => OrderTransitions.Next(status, kind) == status);
    }

    [Fact]
    public void End_OfEveryStatus_IsSetForFinalOnesOnly() => Enum.GetValues<OrderStatus>().ShouldAllBe(status => status.IsFinal() == status.End().HasValue);

    [Fact]
    public void Observe_UnknownOrAfterTheEnd_ChangesNothing()
    {
        OrderTransitions.Observe(OrderStatus.New, OrderStatus.Unknown).ShouldBe(OrderStatus.New);
        OrderTransitions.Observe(OrderStatus.Canceled, OrderStatus.New).ShouldBe(OrderStatus.Canceled);
        OrderTransitions.Observe(OrderStatus.PartiallyFilled, OrderStatus.Canceled).ShouldBe(OrderStatus.Canceled);
    }
}
