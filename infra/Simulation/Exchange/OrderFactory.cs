using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Makes orders and their legs; the same at submission and when the journal is read again.</summary>
internal static class OrderFactory
{
    private const string StopLossSuffix = ".sl";
    private const string TakeProfitSuffix = ".tp";

    /// <summary>An exit at a limit with a stop beside it: one cancels the other.</summary>
    public static bool IsOco(OrderTerms terms) =>
        terms is { Purpose: OrderPurpose.Exit, Type: OrderType.Limit, StopLoss: not null, TakeProfit: null };

    public static ClientOrderId StopLossId(ClientOrderId parent) => new(parent.Value + StopLossSuffix);

    public static ClientOrderId TakeProfitId(ClientOrderId parent) => new(parent.Value + TakeProfitSuffix);

    public static ExchangeOrder Create(OrderTerms terms, long number, DateTime submittedUtc, decimal referencePrice, TimeSpan latency)
    {
        var eligible = submittedUtc + latency;
        var order = new ExchangeOrder
        {
            Terms = terms,
            Number = number,
            SubmittedUtc = submittedUtc,
            EligibleUtc = eligible,
            ExpiresUtc = ExpiryOf(terms.TimeInForce, eligible),
            ReferencePrice = referencePrice,
            UpdatedUtc = submittedUtc,
        };
        order.Legs = [.. LegTerms(terms).Select(leg => Leg(order, leg))];
        if (order.Legs.Length > 0)
        {
            var isOco = IsOco(terms);
            var group = new OcoGroup(isOco ? null : order, isOco ? [order, .. order.Legs] : order.Legs);
            order.Group = isOco ? group : null;
            foreach (var leg in order.Legs)
            {
                leg.Group = group;
            }
        }

        return order;
    }

    private static ExchangeOrder Leg(ExchangeOrder parent, OrderTerms terms) => new()
    {
        Terms = terms,
        Number = parent.Number,
        SubmittedUtc = parent.SubmittedUtc,
        EligibleUtc = parent.EligibleUtc,
        ExpiresUtc = terms.TimeInForce == TimeInForce.Gtc ? null : parent.ExpiresUtc,
        ReferencePrice = parent.ReferencePrice,
        UpdatedUtc = parent.SubmittedUtc,
        Parent = parent,
        Status = IsOco(parent.Terms) ? OrderStatus.New : OrderStatus.Held,
    };

    // Legs of a bracket protect a position for as long as there is one: they do not expire with a day entry.
    private static IEnumerable<OrderTerms> LegTerms(OrderTerms terms)
    {
        var isOco = IsOco(terms);
        var leg = terms with
        {
            Side = isOco ? terms.Side : terms.Side == Side.Buy ? Side.Sell : Side.Buy,
            TimeInForce = isOco ? terms.TimeInForce : TimeInForce.Gtc,
            Purpose = OrderPurpose.Exit,
            TrailPercent = null,
            StopLoss = null,
            TakeProfit = null,
        };
        if (terms.StopLoss is { } stop)
        {
            yield return leg with { ClientOrderId = StopLossId(terms.ClientOrderId), Type = OrderType.Stop, LimitPrice = null, StopPrice = stop };
        }

        if (terms.TakeProfit is { } profit)
        {
            yield return leg with { ClientOrderId = TakeProfitId(terms.ClientOrderId), Type = OrderType.Limit, LimitPrice = profit, StopPrice = null };
        }
    }

    private static DateTime? ExpiryOf(TimeInForce timeInForce, DateTime eligibleUtc)
    {
        var session = ExchangeCalendar.SessionAtOrAfter(eligibleUtc);
        return timeInForce switch
        {
            TimeInForce.Gtc => null,
            TimeInForce.Opg when session.OpenUtc < eligibleUtc => ExchangeCalendar.NextSession(session.Date).CloseUtc,
            _ => session.CloseUtc,
        };
    }
}
