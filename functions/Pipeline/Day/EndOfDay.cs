using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;

namespace TradingFunctions.Pipeline.Day;

/// <summary>After the close: the day's record, the host's further steps, the week's and the month's report, and the news of it.</summary>
public static class EndOfDay
{
    public static async Task<DayClosed> Run(IOrchestrationContext context, DayRequest request)
    {
        var closed = await Close(context, request);
        if (closed is not { Date: { } date, Summary: { } summary })
        {
            return closed;
        }

        foreach (var step in closed.Steps ?? [])
        {
            await RunStep(context, new DayStepRequest(step, date));
        }

        await context.Activity(PipelineCatalog.SendAlert, summary);
        if (closed.EndsWeek)
        {
            await Report(context, new PeriodRequest(PeriodKind.Week, date));
        }

        if (closed.EndsMonth)
        {
            await Report(context, new PeriodRequest(PeriodKind.Month, date));
        }

        return closed;
    }

    /// <summary>A day that cannot be closed is told at once, and closed with the next one.</summary>
    private static async Task<DayClosed> Close(IOrchestrationContext context, DayRequest request)
    {
        try
        {
            return await context.ActivityWithRetry(PipelineCatalog.CloseDay, request, PipelineCatalog.DayRetry);
        }
        catch (ActivityFailedException e)
        {
            await context.Activity(PipelineCatalog.SendAlert, new Notification(
                Severity.Critical, $"day-failed:{context.InstanceId}", $"The day of {request.SlotUtc:yyyy-MM-dd} could not be closed", $"{e.Failure.Code}: {e.Failure.Message}"));
            throw;
        }
    }

    private static async Task RunStep(IOrchestrationContext context, DayStepRequest request)
    {
        try
        {
            await context.ActivityWithRetry(PipelineCatalog.RunDayStep, request, PipelineCatalog.StoreRetry);
        }
        catch (ActivityFailedException e)
        {
            await context.Activity(PipelineCatalog.SendAlert, new Notification(
                Severity.Warning, $"day-step-failed:{request.Step}:{request.Date:yyyyMMdd}", $"{request.Step} of {request.Date:yyyy-MM-dd} failed", $"{e.Failure.Code}: {e.Failure.Message}"));
        }
    }

    private static async Task Report(IOrchestrationContext context, PeriodRequest request)
    {
        var reported = await context.ActivityWithRetry(PipelineCatalog.ReportPeriod, request, PipelineCatalog.StoreRetry);
        if (reported.Report is { } report)
        {
            await context.Activity(PipelineCatalog.SendAlert, report);
        }
    }
}
