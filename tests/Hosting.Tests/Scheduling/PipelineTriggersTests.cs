using TradingFunctions.Hosting.Scheduling;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Learning.Messages;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Hosting.Tests.Scheduling;

public sealed class PipelineTriggersTests
{
    private readonly StartedInstances engine = new();

    [Fact]
    public async Task Retraining_OnASaturday_IsTheOneThatTheLastSessionsEndStarts()
    {
        await Fire(isOn: true);
        await Fire(isOn: true);

        // Friday was the last session: what its end of day has started already is not started again.
        var (id, input) = engine.Started.ShouldHaveSingleItem();
        id.ShouldBe(InstanceIds.Retraining("retrained-20240308"));
        ((RetrainRequest)input).Reason.ShouldBe("end of the week");
    }

    [Fact]
    public async Task Retraining_WithLearningOff_StartsNothing()
    {
        await Fire(isOn: false);

        engine.Started.ShouldBeEmpty();
    }

    [Fact]
    public void Retraining_ComesOnSaturdayMorningInNewYork() =>
        PipelineTriggers.Retraining(new TradingOptions(), engine).Schedule.Next(new DateTime(2024, 3, 4, 12, 0, 0, DateTimeKind.Utc)).ShouldBe(new DateTime(2024, 3, 9, 13, 0, 0, DateTimeKind.Utc));

    private Task Fire(bool isOn)
    {
        var options = new TradingOptions();
        var trigger = PipelineTriggers.Retraining(options with { Learning = options.Learning with { Enabled = isOn } }, engine);
        return trigger.Fire(new CronSlot(trigger.Name, new DateTime(2024, 3, 9, 13, 0, 0, DateTimeKind.Utc), IsPastDue: false), CancellationToken.None);
    }
}
