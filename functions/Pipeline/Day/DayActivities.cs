using TradingFunctions.Domain.Performance;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Day;

/// <summary>Closes the trading day, and days that were missed.</summary>
public sealed class CloseDay(DayCloser closer, AccountBook book, IEnumerable<IDayStep> steps, PipelineSettings settings) : IActivity<DayRequest, DayClosed>
{
    public async Task<DayClosed> Run(DayRequest input, CancellationToken cancellationToken)
    {
        var (day, closed) = await closer.CloseUpTo(input.SlotUtc, cancellationToken);
        // From here the next day's loss is measured.
        await book.Ask<NothingToSay>(new MarkDay(new DayMark(day.Date, day.Account.Equity - day.Account.StartEquity)), cancellationToken);
        return new DayClosed(
            day.Date,
            closed,
            Periods.IsOver(PeriodKind.Week, day.Date),
            Periods.IsOver(PeriodKind.Month, day.Date),
            [.. steps.Select(step => step.Name)],
            DayText.Of(settings.Account, day));
    }
}

/// <summary>Runs one further step of a closed day.</summary>
public sealed class RunDayStep(IEnumerable<IDayStep> steps) : IActivity<DayStepRequest, bool>
{
    public async Task<bool> Run(DayStepRequest input, CancellationToken cancellationToken)
    {
        var step = steps.FirstOrDefault(candidate => string.Equals(candidate.Name, input.Step, StringComparison.Ordinal));
        if (step is not null)
        {
            await step.Run(input.Date, cancellationToken);
        }

        return step is not null;
    }
}

/// <summary>Adds up the days of a week or a month that is over, and stores it.</summary>
public sealed class ReportPeriod(DayStore days, PipelineSettings settings) : IActivity<PeriodRequest, PeriodReported>
{
    public async Task<PeriodReported> Run(PeriodRequest input, CancellationToken cancellationToken)
    {
        var list = await days.List(Periods.FirstDay(input.Kind, input.Date), input.Date, cancellationToken);
        if (list.Count == 0)
        {
            return new PeriodReported(Report: null);
        }

        var report = await days.SavePeriod(input.Kind, input.Date, PeriodReport.Of(list), cancellationToken);
        return new PeriodReported(DayText.Of(settings.Account, input.Kind, report));
    }
}
