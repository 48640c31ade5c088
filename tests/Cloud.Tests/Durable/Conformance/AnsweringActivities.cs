using TradingFunctions.Domain.Analysis;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Learning.Messages;
using TradingFunctions.Pipeline.Rebalancing;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Cloud.Tests.Durable.Conformance;

/// <summary>The catalogue's activities under their own names and types, with answers that a seed decides: some fail and are tried again, some fail for good.</summary>
/// <remarks>What orchestrations do with an answer is compared here; where the answers come from makes no difference to that.</remarks>
internal sealed class AnsweringActivities(int seed)
{
    const int ContractsOfAPage = 3;

    const int Pages = 3;

    readonly Random _random = new(seed);

    readonly Lock _lock = new();

    int _working = 4;

    public Catalog Catalog => new(
        PipelineCatalog.All.Orchestrations,
        [
            Answer(PipelineCatalog.OpenPriceTable, _ => new TableOpened("digest", 500, Pages * ContractsOfAPage)),
            Answer(PipelineCatalog.NameContracts, request => new ContractNames(Names(request.From), request.From + ContractsOfAPage < Pages * ContractsOfAPage ? request.From + ContractsOfAPage : 0)),
            Answer(PipelineCatalog.AnalyseSlice, request => Counts(request.Slice)),
            Answer(PipelineCatalog.AnalyseColumn, request => new ContractOutcome(request.Contract, AllSlices(request.Slices) + (Chance(5) ? Counts(1) : default))),
            Answer(PipelineCatalog.RecordContracts, _ => true),
            Answer(PipelineCatalog.CompareContracts, _ => true),
            Answer(PipelineCatalog.ReportAnalysis, step => new AnalysisResult(step.Id, Pages * ContractsOfAPage, 0, 500, Counts(2))),
            Answer(PipelineCatalog.FinishAnalysis, _ => true, fails: false),
            Answer(PipelineCatalog.RebalanceTrade, _ => !Chance(4)),
            Answer(PipelineCatalog.RebalanceStatus, _ => new RebalanceProgress(Math.Max(0, _working--))),
            Answer(PipelineCatalog.FinishRebalance, _ => true),
            Answer(PipelineCatalog.TrainModel, request => new ModelTrained(request.Id, !Chance(3), "made up")),
            Answer(PipelineCatalog.PromoteModel, _ => true),
            Answer<Notification, bool>(PipelineCatalog.SendAlert, _ => true, fails: false),
        ]);

    ActivityDefinition<TIn, TOut> Answer<TIn, TOut>(ActivityDefinition<TIn, TOut> activity, Func<TIn, TOut> answer, bool fails = true) =>
        new(activity.Name, activity.Timeout, activity.Phase, activity.InputType, activity.OutputType, _ => new FuncActivity<TIn, TOut>((input, _) =>
        {
            lock (_lock)
            {
                if (fails && Chance(4))
                    throw new ActivityFailureException("AWAY", $"{activity.Name} is \"away\".", retriable: !Chance(6));
                return Task.FromResult(answer(input));
            }
        }));

    bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    static ContractName[] Names(int from) => [.. Enumerable.Range(from, ContractsOfAPage).Select(column => new ContractName($"C{column}", column, $"c{column}"))];

    static SignalCounts Counts(int slice) => new(slice + 1, slice, 3, 1, 1, slice);

    static SignalCounts AllSlices(int slices) => slices == 1 ? default : Enumerable.Range(0, slices).Aggregate(default(SignalCounts), (sum, slice) => sum + Counts(slice));
}
