using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Telemetry;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Metrics;

/// <summary>Registration of what counts and answers. Needs the trading services, the queue and <see cref="IMeterFactory"/>.</summary>
public static class MetricsServices
{
    public static IServiceCollection AddTradingMetrics(this IServiceCollection services) => services
        .AddSingleton<TradeMetrics>()
        .AddSingleton<AccountMeter>()
        .AddSingleton<MetricsStore>()
        .AddSingleton(_ => new Throughput(TimeProvider.System))
        .AddSingleton(s => new HostGauges(
            s.GetRequiredService<TradeMetrics>(), s.GetRequiredService<AccountMeter>(), s.GetRequiredService<AccountQueries>(), s.GetRequiredService<IMarketData>(),
            s.GetRequiredService<ISignalOutbox>(), s.GetRequiredService<TradeOptions>(), s.GetRequiredService<TimeProvider>(), TimeProvider.System))
        .AddSingleton(s => new MetricsReport(s.GetRequiredService<MetricsStore>(), s.GetRequiredService<HostGauges>(), s.GetRequiredService<Throughput>(), TimeProvider.System));
}
