using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;

namespace TradingFunctions.Local.Tests.Pipeline;

/// <summary>The pipeline's catalogue, with every hint to the desk sent so many times instead of once: 0 loses them all.</summary>
internal sealed class UnreliableHints(int copies)
{
    private long sent;

    /// <summary>Hints that were to be sent; one of code that is replayed counts again.</summary>
    public long Sent => Interlocked.Read(ref sent);

    public Catalog Catalog => PipelineCatalog.All with
    {
        Orchestrations = [PipelineCatalog.MarketScan, Wrap(PipelineCatalog.MonitorPortfolio), Wrap(PipelineCatalog.MonitorSymbol), PipelineCatalog.AlertDesk],
    };

    private OrchestrationDefinition<TIn, TOut> Wrap<TIn, TOut>(OrchestrationDefinition<TIn, TOut> inner) =>
        new(inner.Name, inner.Version, inner.Phase, inner.InputType, inner.OutputType, (context, input) => inner.Run(new Context(context, this), input));

    private sealed class Context(IOrchestrationContext inner, UnreliableHints hints) : IOrchestrationContext
    {
        public string InstanceId => inner.InstanceId;

        public DateTime Now => inner.Now;

        public ILogger Log => inner.Log;

        public Task<TOut> Activity<TIn, TOut>(ActivityDefinition<TIn, TOut> activity, TIn input) => inner.Activity(activity, input);

        public Task<TOut> Child<TIn, TOut>(OrchestrationDefinition<TIn, TOut> orchestration, string instanceId, TIn input) => inner.Child(orchestration, instanceId, input);

        public IOrchestrationTimer Timer(DateTime dueUtc) => inner.Timer(dueUtc);

        public IInbox<T> Inbox<T>(EventDefinition<T> definition) => inner.Inbox(definition);

        public void Send<T>(string instanceId, EventDefinition<T> definition, T payload)
        {
            var isHint = definition.Name == PipelineEvents.Alert.Name;
            Interlocked.Add(ref hints.sent, isHint ? 1 : 0);
            for (var copy = 0; copy < (isHint ? hints.Copies : 1); copy++)
            {
                inner.Send(instanceId, definition, payload);
            }
        }

        public void ContinueAsNew<TIn>(TIn input) => inner.ContinueAsNew(input);

        public void SetStatus<T>(T status, JsonTypeInfo<T> type) => inner.SetStatus(status, type);
    }

    private int Copies => copies;
}
