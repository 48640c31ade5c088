using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Llm;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting;

/// <summary>Who writes plans. With the rules alone nothing of the model is there.</summary>
public static class PlannerServices
{
    /// <param name="answers">Folder of kept answers where the configuration names none.</param>
    /// <exception cref="ConfigurationException">The file of news cannot be read.</exception>
    public static IServiceCollection AddPlanner(this IServiceCollection services, PlannerOptions planner, string answers)
    {
        services.AddSingleton<ModelStore>();
        if (planner.Kind != PlannerKind.Llm)
        {
            return services;
        }

        var llm = planner.Llm;
        if (llm.NewsFile is { } file)
        {
            services.AddSingleton(News(file));
        }

        if (llm.AdviseAlerts)
        {
            services.AddSingleton<AlertAdvisor>();
        }

        return services
            .AddSingleton(new ModelTerms(llm, TimeProvider.System))
            .AddSingleton(_ => new OpenAiModel(llm))
            .AddSingleton<ILanguageModel>(s => new KeptAnswers(s.GetRequiredService<OpenAiModel>(), llm, llm.Answers ?? answers))
            .AddSingleton<ModelDesk>()
            .AddSingleton<ModelPlanner>();
    }

    private static INewsSource News(string file)
    {
        try
        {
            return NewsFile.Read(file);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new ConfigurationError(string.Empty, "planner.llm.newsFile", e.Message)]);
        }
    }
}
