using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Chaos.Mutants;

/// <summary>Hides what repeated executions are known by: every message is a new execution on top of the others.</summary>
internal sealed class FillDeduplicationOff : Mutation
{
    public override IOrderStream Stream(IOrderStream inner) => new Forgetful(inner);

    private sealed class Forgetful(IOrderStream inner) : IOrderStream
    {
        private readonly Dictionary<string, int> told = [];

        public Task Listen(Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, CancellationToken cancellationToken) =>
            inner.Listen(connected, (message, token) => deliver(Renamed(message), token), cancellationToken);

        private OrderEvent Renamed(OrderEvent message)
        {
            if (message.ExecutionId is not { } id)
            {
                return message;
            }

            var times = told[id] = told.GetValueOrDefault(id) + 1;
            return times == 1 ? message : message with
            {
                ExecutionId = $"{id}-{times}",
                CumulativeQuantity = new Quantity(message.CumulativeQuantity.Shares + (message.Quantity.Shares * (times - 1))),
            };
        }
    }
}
