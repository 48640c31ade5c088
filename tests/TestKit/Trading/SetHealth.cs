using TradingFunctions.Pipeline.Brokers;

namespace TradingFunctions.TestKit.Trading;

/// <summary>A broker's health as a test wants it: all circuits closed at first.</summary>
public sealed class SetHealth : IBrokerHealth
{
    private readonly Dictionary<EndpointClass, BreakerState> states = [];

    public void Set(EndpointClass endpoint, BreakerState state) => states[endpoint] = state;

    public EndpointHealth[] Endpoints() =>
    [
        .. Enum.GetValues<EndpointClass>().Select(endpoint =>
            new EndpointHealth(endpoint, states.GetValueOrDefault(endpoint), OpenedUtc: null, RetryUtc: null, 10, 6, 0, 0.4, 1, 2, "time-out")),
    ];
}
