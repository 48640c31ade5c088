using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Registration of the trading services. Needs <see cref="IDocumentStore"/>, <see cref="IBroker"/>, <see cref="IMarketData"/> and <see cref="TimeProvider"/>.</summary>
public static class TradingServices
{
    public static IServiceCollection AddTrading(this IServiceCollection services, TradeOptions options, TradingRules rules) => services
        .AddSingleton(options)
        .AddSingleton(new TradingRulesSource(rules))
        .AddSingleton(provider => new AccountBook(provider.GetRequiredService<IDocumentStore>(), options.Account, provider.GetRequiredService<TimeProvider>(), provider.GetService<IAccountObserver>()))
        .AddSingleton<IAccountBook>(provider => provider.GetRequiredService<AccountBook>())
        .AddSingleton<SignalDesk>()
        .AddSingleton<BrokerStanding>()
        .AddSingleton<MarketReader>()
        .AddSingleton<MessageMeter>()
        .AddSingleton<OrderSender>()
        .AddSingleton<OrderEventPump>()
        .AddSingleton<IntentSweeper>()
        .AddSingleton<Reconciler>()
        .AddSingleton<AccountQueries>()
        .AddSingleton<EquityHistory>()
        .AddSingleton<OrderMessages>()
        .AddSingleton<OrderReplacer>()
        .AddSingleton<UnfilledOrders>()
        .AddSingleton<TradeService>()
        .AddSingleton<ITradeService>(provider => provider.GetRequiredService<TradeService>());
}
