using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingFunctions.Api.Monitors;
using TradingFunctions.Api.Orders;
using TradingFunctions.Pipeline.Live;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Live;

/// <summary>Registration of the live view. Needs the trading services, the runs and <see cref="TimeProvider"/>.</summary>
public static class LiveServices
{
    public static IServiceCollection AddLiveView(this IServiceCollection services) => services
        .AddSingleton<MonitorBoard>()
        .AddSingleton<AlertLog>()
        .AddSingleton<OrderTrail>()
        .AddSingleton<ILiveSource, LiveHost>()
        .AddSingleton<ILiveSource, LivePortfolio>()
        .AddSingleton<ILiveSource, LiveOrders>()
        .AddSingleton<ILiveSource, LiveTrades>()
        .AddSingleton<ILiveSource, LiveMonitors>()
        .AddSingleton<ILiveSource, LiveAlerts>()
        .AddSingleton<ILiveSource, LiveAnswers>()
        .AddSingleton<ILiveSource, LiveLimits>()
        .AddSingleton<RecentAnswers>()
        .AddSingleton(_ => new LiveFeed(TimeProvider.System))
        .AddSingleton(provider => new LivePublisher(
            provider.GetRequiredService<LiveFeed>(),
            provider.GetServices<ILiveSource>(),
            provider.GetRequiredService<TimeProvider>(),
            TimeProvider.System,
            provider.GetRequiredService<ILogger<LivePublisher>>()));
}
