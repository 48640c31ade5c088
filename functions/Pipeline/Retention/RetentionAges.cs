using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Pipeline.Retention;

/// <summary>From when on things are kept where they are.</summary>
public sealed record RetentionAges(DateTime OrdersBeforeUtc, DateTime SignalsBeforeUtc, DateTime InstancesBeforeUtc);

/// <summary>Reads the settings once a run, so that a run that goes on after a restart with others keeps to its own.</summary>
public sealed class ReadRetentionAges(PipelineSettings settings) : IActivity<RetentionRequest, RetentionAges>
{
    public Task<RetentionAges> Run(RetentionRequest input, CancellationToken cancellationToken)
    {
        var retention = settings.Retention;
        return Task.FromResult(new RetentionAges(
            input.SlotUtc.AddDays(-retention.OrderDays), input.SlotUtc.AddDays(-retention.SignalDays), input.SlotUtc.AddDays(-retention.InstanceDays)));
    }
}
