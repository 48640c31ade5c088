using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Brokers;

/// <summary>Registration of the broker with what stands before it.</summary>
public static class BrokerServices
{
    /// <summary>A broker whose answers are checked. Needs <see cref="AccountBook"/>, <see cref="AuditTrail"/>, <see cref="INotifier"/> and <see cref="IDocumentStore"/>.</summary>
    /// <param name="make">Makes the client, with whatever guards it.</param>
    public static IServiceCollection AddBroker(this IServiceCollection services, AccountId account, Func<IServiceProvider, IBroker> make) => services
        .AddSingleton<BrokerSentinel>()
        .AddSingleton(s => new ReconciliationLog(s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<AuditTrail>(), account))
        .AddSingleton<IBroker>(s => new CheckedBroker(make(s), s.GetRequiredService<AccountBook>(), s.GetRequiredService<BrokerSentinel>(), s.GetService<MessageMeter>()));
}

/// <summary>Knows of no trouble: for a broker inside this process, on a virtual clock.</summary>
public sealed class NoBrokerHealth : IBrokerHealth
{
    public EndpointHealth[] Endpoints() => [];
}
