using TradingFunctions.Infra.Slack;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Notifications;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Hosting;

/// <summary>Registration of what tells people. Needs the metrics and the risk report.</summary>
public static class NotificationServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, NotifyOptions options)
    {
        services.AddSingleton<INotificationChannel, LogChannel>();
        foreach (var channel in NotificationChannels.Of(options, NewClient(), TimeProvider.System))
        {
            services.AddSingleton(channel);
        }

        return services
            .AddSingleton(s => new NotificationCenter(
                options.ToPolicy(), s.GetServices<INotificationChannel>(), s.GetRequiredService<TradeMetrics>(), TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone),
                options.Timeout, s.GetRequiredService<ILogger<NotificationCenter>>()))
            .AddSingleton<INotifier>(s => s.GetRequiredService<NotificationCenter>())
            .AddSingleton(s => new AccountNews(s.GetRequiredService<NotificationCenter>(), options.PortfolioChanges))
            .AddSingleton(s => new Watch(
                s.GetRequiredService<IMeasurements>(), s.GetRequiredService<RiskReporter>(), s.GetRequiredService<NotificationCenter>(), options.ToThresholds(), TimeProvider.System));
    }

    /// <summary>One for the life of the process; it follows changes of addresses, and no redirection, which would carry a token elsewhere.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false });
}
