using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>The children of an analysis: started page by page, never more than the limit at a time, each page stored when its last contract is over.</summary>
internal sealed class ContractPages(IOrchestrationContext context, AnalysisStart start, TableOpened table)
{
    /// <summary>Messages are for people, and a page of them must fit a payload.</summary>
    private const int MostCharacters = 240;

    private readonly List<Task<ContractOutcome>> running = [];
    private readonly List<Task> recording = [];
    private readonly Dictionary<Task, (Page Page, int Index)> places = [];
    private int done;
    private int failed;

    private sealed record Page(int From, ContractOutcome[] Outcomes)
    {
        public int Open { get; set; } = Outcomes.Length;
    }

    /// <summary>Runs all contracts. One that fails does so alone.</summary>
    public async Task Run()
    {
        Show("analysing");
        var names = Names(0);
        for (var from = 0; ;)
        {
            var page = await names;
            var next = page.Next;

            // The next names come while this page is worked on.
            names = next > 0 ? Names(next) : names;
            await Start(new Page(from, new ContractOutcome[page.Contracts.Length]), page.Contracts);
            if (next == 0)
            {
                break;
            }

            from = next;
        }

        while (running.Count > 0)
        {
            await TakeOne();
        }

        await Task.WhenAll(recording);
    }

    public void Show(string stage) => context.SetStatus(new AnalysisProgress(stage, table.Contracts, done, failed), PipelineJson.Default.AnalysisProgress);

    private Task<ContractNames> Names(int from) =>
        context.ActivityWithRetry(PipelineCatalog.NameContracts, new NamesRequest(start.Id, table.Digest, from), PipelineCatalog.StoreRetry);

    private async Task Start(Page page, ContractName[] contracts)
    {
        for (var i = 0; i < contracts.Length; i++)
        {
            if (running.Count >= start.Concurrency)
            {
                await TakeOne();
            }

            var child = Analyse(contracts[i]);
            running.Add(child);
            places.Add(child, (page, i));
        }
    }

    private async Task TakeOne()
    {
        var ended = await Task.WhenAny(running);
        running.Remove(ended);
        places.Remove(ended, out var place);
        var outcome = await ended;
        place.Page.Outcomes[place.Index] = outcome;
        done++;
        failed += outcome.FailureCode is null ? 0 : 1;
        Show("analysing");
        if (--place.Page.Open == 0)
        {
            recording.Add(context.ActivityWithRetry(PipelineCatalog.RecordContracts, new PageOutcomes(start.Id, place.Page.From, place.Page.Outcomes), PipelineCatalog.StoreRetry));
        }
    }

    private async Task<ContractOutcome> Analyse(ContractName contract)
    {
        try
        {
            return await context.Child(
                PipelineCatalog.AnalyseContract, AnalysisNames.ContractInstance(start.Id, contract), new ContractRequest(start.Id, table.Digest, contract, start.Slices));
        }
        catch (ActivityFailedException e)
        {
            var message = e.Failure.Message;
            return new ContractOutcome(contract, default, e.Failure.Code, message.Length <= MostCharacters ? message : message[..MostCharacters]);
        }
    }
}
