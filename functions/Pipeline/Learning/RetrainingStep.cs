using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Learning.Messages;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>After every closed day looks at the current model; at the end of a week, and when the model has drifted, has it trained anew.</summary>
public sealed class RetrainingStep(ModelWatch watch, IMarketData market, IOrchestrationClient orchestrations, TradingOptions options, TimeProvider clock) : IDayStep
{
    /// <summary>Why a model is trained every week.</summary>
    public const string WeekEnds = "end of the week";

    public string Name => "model";

    public async Task Run(DateOnly date, CancellationToken cancellationToken)
    {
        if (!options.Learning.Enabled)
        {
            return;
        }

        var series = await NewestBars.Read(market, options.Learning, cancellationToken);
        var health = await watch.Look(series, clock.GetUtcNow().UtcDateTime, cancellationToken);
        if (ReasonFor(date, health) is { } reason)
        {
            await Start(orchestrations, date, reason, cancellationToken);
        }
    }

    /// <summary>Has the model trained anew after a day, once: the day is the id, so that a step or a timer that comes again starts nothing twice.</summary>
    public static Task<bool> Start(IOrchestrationClient orchestrations, DateOnly date, string reason, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"retrained-{date:yyyyMMdd}");
        return orchestrations.Start(PipelineCatalog.RetrainModel, InstanceIds.Retraining(id), new RetrainRequest(id, reason), StartPolicy.Once, cancellationToken);
    }

    /// <returns>Null where nothing asks for a retraining.</returns>
    public static string? ReasonFor(DateOnly date, ModelHealth? health)
    {
        if (health is { HasDrifted: true })
        {
            return string.Create(CultureInfo.InvariantCulture, $"{health.Model} has drifted: t {health.Significance:0.00} over {health.Samples} predictions");
        }

        return EndsWeek(date) ? WeekEnds : null;
    }

    /// <summary>Whether no session of the same week follows.</summary>
    private static bool EndsWeek(DateOnly date) => ISOWeek.GetWeekOfYear(ExchangeCalendar.NextSession(date).Date.ToDateTime(default)) != ISOWeek.GetWeekOfYear(date.ToDateTime(default));
}
