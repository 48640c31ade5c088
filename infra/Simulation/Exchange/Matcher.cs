using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Simulation.Market;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Moves the exchange through market time. A pure function of options, orders and bars: how often and in which steps it is called changes nothing.</summary>
/// <remarks>
/// Order inside one instant: bars that end, symbols ordinally; expiries; orders admitted. At the open of a bar go market orders, stops that the open
/// has passed and limits that it satisfies, then what is touched within the bar; inside each by time of submission, then id.
/// Bars outside regular sessions fill nothing.
/// </remarks>
internal sealed class Matcher(ExchangeState state, IMarketTape tape, ExchangeOptions options, JournalWriter journal)
{
    private readonly List<(ExchangeOrder Order, PriceTouch Touch)> touched = [];
    private readonly List<(ExchangeOrder Order, Since Since)> awakened = [];
    private readonly List<ExchangeOrder> eligible = [];

    /// <summary>Processes everything up to a time; does nothing where that has been done.</summary>
    public void Advance(DateTime nowUtc)
    {
        if (nowUtc <= state.ProcessedUtc)
        {
            return;
        }

        Admit(state.ProcessedUtc);
        while (NextInstant(nowUtc) is { } instant)
        {
            foreach (var desk in state.Desks)
            {
                if (desk.Working.Count > 0 && tape.TryNext(desk.Symbol, state.ProcessedUtc, instant, out var bar))
                {
                    Match(desk, bar);
                }
            }

            Expire(instant);
            state.ProcessedUtc = instant;
            if (instant < nowUtc)
            {
                Admit(instant);
            }
        }

        state.ProcessedUtc = nowUtc;
    }

    /// <summary>Ends an order and the legs that have nothing to protect.</summary>
    public void End(ExchangeOrder order, OrderEventKind kind, DateTime atUtc, string reason)
    {
        Emit(order, kind, atUtc, reason: reason);
        foreach (var leg in order.Legs)
        {
            if (leg.IsHeld || (order.IsOcoHead && leg.IsOpen))
            {
                Emit(leg, OrderEventKind.Canceled, atUtc, reason: "its order ended");
            }
        }
    }

    /// <summary>Dollars of new exposure that the account may open.</summary>
    public decimal Available(DateTime atUtc) => Headroom(atUtc) - state.Reserved;

    private decimal Headroom(DateTime atUtc)
    {
        var (equity, gross) = AccountValue.Of(state, tape, atUtc);
        return (options.Leverage * equity) - gross;
    }

    private DateTime? NextInstant(DateTime untilUtc)
    {
        var next = state.NextPending is { } waiting && waiting.SubmittedUtc < untilUtc ? waiting.SubmittedUtc : DateTime.MaxValue;
        foreach (var desk in state.Desks)
        {
            if (desk.Working.Count == 0)
            {
                continue;
            }

            if (tape.TryNext(desk.Symbol, state.ProcessedUtc, untilUtc, out var bar) && bar.EndUtc < next)
            {
                next = bar.EndUtc;
            }

            if (desk.NextExpiryUtc < next)
            {
                next = desk.NextExpiryUtc.Value;
            }
        }

        return next <= untilUtc ? next : null;
    }

    private void Admit(DateTime atUtc)
    {
        decimal? headroom = null; // does not change within an instant
        while (state.NextPending is { } order && order.SubmittedUtc <= atUtc)
        {
            var cost = state.Desk(order.Terms.Symbol).OpeningCost(order);
            var isRefused = cost > 0m && cost > (headroom ??= Headroom(atUtc)) - state.Reserved;
            state.Admit();
            if (isRefused)
            {
                End(order, OrderEventKind.Rejected, atUtc, Reasons.BuyingPower);
            }
        }
    }

    private void Expire(DateTime atUtc)
    {
        foreach (var desk in state.Desks)
        {
            if (desk.NextExpiryUtc is not { } expiry || expiry > atUtc)
            {
                continue;
            }

            eligible.Clear();
            eligible.AddRange(desk.Working.Where(order => order.ExpiresUtc <= atUtc));
            foreach (var order in eligible.Where(order => order.IsOpen))
            {
                End(order, OrderEventKind.Expired, atUtc, "the session has closed");
            }
        }
    }

    private void Match(SymbolDesk desk, in Bar bar)
    {
        if (ExchangeCalendar.OpenSession(bar.StartUtc) is not { } session || IsHalted(desk.Symbol, bar))
        {
            return;
        }

        var start = bar.StartUtc;
        eligible.Clear();
        eligible.AddRange(desk.Working.Where(order => order.EligibleUtc <= start));
        var market = BarMarket.Of(bar, options);
        var capacity = market.Capacity;
        if (bar.Volume > 0)
        {
            foreach (var order in eligible)
            {
                Touch(order, PlacedAs(order, bar, session, market));
            }

            FillTouched(bar.EndUtc, ref capacity);
            Awaken(market, bar.EndUtc, ref capacity);
        }

        foreach (var order in eligible)
        {
            if (order.IsOpen && IsOver(order, bar, session))
            {
                End(order, OrderEventKind.Canceled, bar.EndUtc, "not filled at once");
            }
        }
    }

    // Opening and closing auctions and immediate orders take one price of the bar and nothing after it.
    private static PriceTouch PlacedAs(ExchangeOrder order, in Bar bar, Session session, in BarMarket market)
    {
        if (order.Terms.TimeInForce == TimeInForce.Cls)
        {
            var auction = market with { Open = market.Close };
            var close = PriceTouch.Of(order, auction, Since.BeforeOpen);
            return bar.EndUtc >= session.CloseUtc && close.AtOpen ? close with { AtOpen = false } : default;
        }

        var touch = PriceTouch.Of(order, market, Since.BeforeOpen);
        return order.Terms.TimeInForce switch
        {
            TimeInForce.Opg when bar.StartUtc > session.OpenUtc => default,
            TimeInForce.Opg or TimeInForce.Ioc or TimeInForce.Fok when !touch.AtOpen => default,
            _ => touch,
        };
    }

    private static bool IsOver(ExchangeOrder order, in Bar bar, Session session) => order.Terms.TimeInForce switch
    {
        TimeInForce.Ioc or TimeInForce.Fok => true,
        TimeInForce.Opg => order.ExpiresUtc <= session.CloseUtc,
        TimeInForce.Cls => bar.EndUtc >= session.CloseUtc,
        _ => false,
    };

    private void Touch(ExchangeOrder order, PriceTouch touch)
    {
        if (touch.Triggered != order.Triggered || touch.Extreme != order.Extreme)
        {
            (order.Triggered, order.Extreme) = (touch.Triggered, touch.Extreme);
            journal.Mark(order);
        }

        if (touch.Price is not null)
        {
            touched.Add((order, touch));
        }
    }

    private void FillTouched(DateTime atUtc, ref decimal capacity)
    {
        // Both ends of a pair touched in one bar: nobody knows which was first, so it was the stop.
        touched.RemoveAll(t => !t.Order.IsStop && t.Order.Group is { } group
            && touched.Exists(other => other.Order.IsStop && other.Order.Group == group));
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var (order, touch) in touched)
            {
                if (touch.AtOpen == (pass == 0))
                {
                    Fill(order, touch, atUtc, ref capacity);
                }
            }
        }

        touched.Clear();
    }

    // Legs that woke in this bar see what surely came after their entry's fill.
    private void Awaken(in BarMarket market, DateTime atUtc, ref decimal capacity)
    {
        foreach (var (leg, since) in awakened)
        {
            Touch(leg, PriceTouch.Of(leg, market, since));
        }

        awakened.Clear();
        FillTouched(atUtc, ref capacity);
    }

    private void Fill(ExchangeOrder order, PriceTouch touch, DateTime atUtc, ref decimal capacity)
    {
        var shares = Math.Min(order.Fillable, capacity);
        if (shares <= 0m || (order.Terms.TimeInForce == TimeInForce.Fok && shares < order.Fillable))
        {
            return;
        }

        capacity -= shares;
        if (order.Parent is { IsOpen: true, IsOcoHead: false } entry)
        {
            End(entry, OrderEventKind.Canceled, atUtc, "an exit leg has filled");
        }

        var price = touch.Price!.Value;
        var fee = options.Commission.Total(order.Filled + shares, order.FilledNotional + (shares * price)) - order.Fees;
        Emit(order, order.Filled + shares >= order.Quantity ? OrderEventKind.Fill : OrderEventKind.PartialFill, atUtc, price, shares, fee);
        foreach (var leg in order.Legs)
        {
            if (leg.IsHeld)
            {
                Emit(leg, OrderEventKind.New, atUtc);
                awakened.Add((leg, touch.AtOpen ? Since.Open : Since.Within));
            }
        }

        CloseGroup(order, atUtc);
    }

    private void CloseGroup(ExchangeOrder order, DateTime atUtc)
    {
        if (order.Group is not { } group)
        {
            return;
        }

        var isDone = group.Remaining == 0m;
        foreach (var member in group.Members)
        {
            if (member.IsOpen && (isDone || (order.IsStop && member != order)))
            {
                Emit(member, OrderEventKind.Canceled, atUtc, reason: "the other order of the pair has filled");
            }
        }
    }

    private bool IsHalted(Symbol symbol, in Bar bar) =>
        options.HaltRate > 0 && Chance.Of(options.Seed, "halt", symbol, bar.EndUtc.Ticks) < options.HaltRate;

    private void Emit(
        ExchangeOrder order, OrderEventKind kind, DateTime atUtc, decimal? price = null, decimal shares = 0m, decimal fee = 0m, string? reason = null)
    {
        var e = new OrderEvent(
            state.LastEvent + 1, kind, order.BrokerOrderId, order.Id, order.Parent?.Id, order.Terms.Symbol, order.Terms.Side, atUtc,
            price is null ? null : $"{order.Id}:{order.Executions + 1}", price, new Quantity(shares), new Money(fee), new Quantity(order.Filled + shares), reason);
        state.Apply(e);
        journal.Add(e);
    }
}
