using TradingFunctions.Infra.MlFlow;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Hosting;

/// <summary>The tracking server that runs are sent to, if one is named.</summary>
public static class TrackingServices
{
    /// <summary>A server that does not answer for so long is taken to be away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="settings">Null without a tracking server.</param>
    public static IServiceCollection AddTracking(this IServiceCollection services, MlFlowSettings? settings)
    {
        if (settings is not null)
        {
            services
                .AddSingleton<IExperimentTracker>(_ => new MlFlowTracker(new HttpClient { Timeout = Patience }, settings))
                .AddSingleton<ExperimentSender>();
        }

        return services.AddSingleton(s => new RunTracking(s.GetService<ExperimentSender>(), s.GetService<IExperimentTracker>(), s.GetRequiredService<ILogger<RunTracking>>()));
    }
}
