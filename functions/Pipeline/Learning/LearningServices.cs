using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Pipeline.Day;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>Registers what training needs. The host adds the store, the artefacts, the market, the fitter, the audit trail and <see cref="CurrentModel"/>.</summary>
public static class LearningServices
{
    public static IServiceCollection AddLearning(this IServiceCollection services) => services
        .AddSingleton<ModelRegistry>()
        .AddSingleton<ModelTraining>()
        .AddSingleton<ModelWatch>()
        .AddSingleton<TrainModel>()
        .AddSingleton<PromoteModel>();

    /// <summary>Has a host follow the registry and train by itself.</summary>
    public static IServiceCollection AddRetraining(this IServiceCollection services) => services
        .AddSingleton<ModelRefresh>()
        .AddSingleton<IDayStep, RetrainingStep>();
}
