using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingFunctions.Hosting;
using TradingFunctions.Local.Engine;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Analysis.Tables;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Analysis;

/// <summary>Runs one analysis to its end. Started again after a kill it goes on; started again after its end it says what it came to.</summary>
public static class AnalysisRunner
{
    private const string StateFolder = ".state";
    private const int MaxStem = 24;
    private const int DigestLength = 12;
    private const int InstancePage = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <exception cref="AnalysisException">The table or the wish cannot be used, or results cannot be written.</exception>
    /// <exception cref="StoreException">The state directory cannot be used.</exception>
    /// <exception cref="EngineStorageException">The state directory cannot be used.</exception>
    /// <param name="tables">Where the table is read from; files and blobs where left out.</param>
    /// <param name="clock">The wall's where left out.</param>
    /// <param name="begins">Is told what the analysis is, once its state is held and before anything is done.</param>
    public static async Task<AnalyzeReport> Run(
        AnalyzeOptions options,
        IProgress<AnalyzeProgress>? progress,
        CancellationToken cancellationToken,
        IFailpoints? failpoints = null,
        PriceTables? tables = null,
        TimeProvider? clock = null,
        Func<AnalysisDefinition, Task>? begins = null)
    {
        var (source, time) = (tables ?? PriceTableSources.Any(), clock ?? TimeProvider.System);
        var definition = await Define(options.Wish, options.Strategies, source, time, cancellationToken);
        var output = Path.GetFullPath(options.OutputDirectory);
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, definition.Concurrency + Environment.ProcessorCount), ports);
        await using var host = AnalysisHost.Open(options.StateDirectory ?? Path.Combine(output, StateFolder), output, source, options.Strategies, time, failpoints);
        await (begins?.Invoke(definition) ?? Task.CompletedTask);
        var reused = await Begin(host, definition, output, options.Fresh, cancellationToken);
        host.Engine.StartDispatching();
        await Wait(host, definition.Id, time, progress, cancellationToken);
        return await Report(host, definition, output, reused, time, cancellationToken);
    }

    /// <summary>The id follows from the table and the wish: the same command means the same analysis.</summary>
    private static async Task<AnalysisDefinition> Define(AnalysisWish wish, AnalysisStrategies strategies, PriceTables tables, TimeProvider time, CancellationToken cancellationToken)
    {
        var file = await Find(wish.Prices.Path, tables, cancellationToken);
        if (ResultTableFormats.Find().Problem(wish.Format) is { } problem)
        {
            throw new AnalysisException($"format: {problem}", isInput: true);
        }

        var errors = new List<WishError>();
        var unnamed = (wish with { Prices = wish.Prices with { Path = file.Path } }).Validate("x", default, strategies, errors)
            ?? throw new AnalysisException(string.Join(Environment.NewLine, errors.Select(e => $"{e.Field}: {e.Message}")), isInput: true);
        var identity = JsonSerializer.SerializeToUtf8Bytes(unnamed with { Concurrency = 0 }, AnalysisJson.Default.AnalysisDefinition);
        var digest = Convert.ToHexStringLower(SHA256.HashData([.. identity, .. Encoding.UTF8.GetBytes(file.Version)]))[..DigestLength];
        var name = Path.GetFileName(file.Path);
        var stem = new string([.. name.Split('.')[0].Where(char.IsAsciiLetterOrDigit).Take(MaxStem)]);
        var id = stem.Length > 0 ? $"{stem}-{digest}" : digest;
        return unnamed with { Id = id, Name = wish.Name ?? $"{wish.Strategy ?? unnamed.Strategy} on {name}", CreatedUtc = time.GetUtcNow().UtcDateTime };
    }

    private static async Task<PriceTableFile> Find(string path, PriceTables tables, CancellationToken cancellationToken)
    {
        try
        {
            return await tables.Find(path, cancellationToken);
        }
        catch (Exception e) when (e is PriceTableException or IOException)
        {
            throw new AnalysisException(e.Message, isInput: e is PriceTableException, e);
        }
    }

    /// <returns>Contracts that are over already.</returns>
    private static async Task<int> Begin(AnalysisHost host, AnalysisDefinition definition, string output, bool fresh, CancellationToken cancellationToken)
    {
        var instance = AnalysisNames.Instance(definition.Id);
        var status = (await host.Engine.Get(instance, cancellationToken))?.Status;
        var latest = new LatestAnalysis(definition.Id, output);
        var isLatest = LatestAnalysis.Read(host.StateDirectory) == latest;
        var isWhole = status == InstanceStatus.Completed && isLatest && !fresh && await HasAll(host, definition, cancellationToken);
        var goesOn = status is InstanceStatus.Running or InstanceStatus.Pending && isLatest && !fresh;
        if (isWhole || goesOn)
        {
            return await Count(host, definition.Id, InstanceStatus.Completed, cancellationToken);
        }

        if (status is not null and < InstanceStatus.Completed)
        {
            // Another analysis has written over its results, or it is to begin anew.
            await host.Engine.Terminate(instance, "Begins again.", cancellationToken);
        }

        if (!isLatest)
        {
            await RemoveOthers(host, output, cancellationToken);
            latest.Write(host.StateDirectory);
        }

        host.Artefacts.Delete(definition.Id, AnalysisNames.Summary);
        return await host.Desk.Start(definition, StartPolicy.WhenEnded, cancellationToken)
            ? 0
            : throw new AnalysisException($"The state holds another analysis under the id {definition.Id}. Name another directory, or remove it.", isInput: true);
    }

    /// <summary>Tables that an earlier analysis left, to its end or not: beside the new ones they would be taken for theirs. Each contract that it began has an instance.</summary>
    private static async Task RemoveOthers(AnalysisHost host, string output, CancellationToken cancellationToken)
    {
        if (LatestAnalysis.Read(host.StateDirectory) is not { Id: var id } other || other.Output != output)
        {
            return;
        }

        // One that was killed is still there to go on, and would write its tables again.
        await host.Engine.Terminate(AnalysisNames.Instance(id), "Another analysis takes its place.", cancellationToken);
        var prefix = AnalysisNames.ContractInstances(id);
        await foreach (var child in Children(host, id, status: null, cancellationToken))
        {
            foreach (var name in Names(new ContractName(string.Empty, Column: 0, child.InstanceId[prefix.Length..])))
            {
                host.Artefacts.Delete(id, name);
            }
        }
    }

    /// <summary>Files that an analysis may have written of a contract, in any format.</summary>
    private static IEnumerable<string> Names(ContractName contract) =>
    [
        AnalysisNames.TableSummary(contract.File),
        .. Enum.GetValues<ResultFormat>().SelectMany(format => new[] { AnalysisNames.Table(contract, format), AnalysisNames.SignalsTable(contract, format), AnalysisNames.RawTable(contract, format) }),
    ];

    /// <summary>Whether everything that the analysis wrote is still there.</summary>
    private static async Task<bool> HasAll(AnalysisHost host, AnalysisDefinition definition, CancellationToken cancellationToken)
    {
        var id = definition.Id;
        var names = host.Artefacts.List(id).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var done = (await host.Desk.Outcomes(id, cancellationToken)).Where(o => o.FailureCode is null);
        return host.Desk.ReadSummary(id) is not null && await host.Desk.Find(id, cancellationToken) is { Record.Artefacts: { Length: > 0 } reports } && reports.All(names.Contains)
            && done.All(o => host.Desk.ReadContract(id, o.Contract.File) is { } contract && contract.Tables.All(names.Contains));
    }

    private static async Task Wait(AnalysisHost host, string id, TimeProvider time, IProgress<AnalyzeProgress>? progress, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        int? doneBefore = null;
        while (true)
        {
            var instance = await host.Engine.Get(AnalysisNames.Instance(id), cancellationToken) ?? throw new InvalidOperationException($"Analysis {id} is not there.");
            if (instance.Status >= InstanceStatus.Completed)
            {
                return;
            }

            if (progress is not null && instance.CustomStatus is not null && await host.Desk.Progress(id, cancellationToken) is { } now)
            {
                doneBefore ??= now.Done;
                var done = now.Done - doneBefore.Value;
                var seconds = time.GetElapsedTime(began).TotalSeconds;
                progress.Report(new AnalyzeProgress(now, done > 0 ? seconds / done * (now.Contracts - now.Done) : null));
            }

            if (await Task.WhenAny(host.Engine.Completion, Task.Delay(Pause, time, cancellationToken)) == host.Engine.Completion)
            {
                await host.Engine.Completion;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task<AnalyzeReport> Report(AnalysisHost host, AnalysisDefinition definition, string output, int reused, TimeProvider time, CancellationToken cancellationToken)
    {
        var instance = (await host.Engine.Get(AnalysisNames.Instance(definition.Id), cancellationToken))!;
        if (instance.Status != InstanceStatus.Completed)
        {
            var failure = instance.Failure;
            throw new AnalysisException(failure?.Message ?? $"The analysis was {instance.Status}.", isInput: failure?.Code is AnalysisCodes.BadTable or AnalysisCodes.TableChanged);
        }

        var summary = host.Desk.ReadSummary(definition.Id) ?? throw new AnalysisException($"{AnalysisNames.Summary} is gone from {output}.", isInput: false);
        var totals = summary.Totals;
        using var self = Process.GetCurrentProcess();
        return new AnalyzeReport(
            summary.Contracts,
            [.. summary.Failed.Select(f => f.Contract)],
            summary.Table.Rows,
            totals.Buys,
            totals.Sells,
            totals.Holds,
            totals.Good,
            totals.Bad,
            totals.Neutral,
            totals.SuccessRate,
            await Count(host, definition.Id, status: null, cancellationToken),
            Math.Round((time.GetUtcNow().UtcDateTime - self.StartTime.ToUniversalTime()).TotalSeconds, 3),
            definition.Id,
            summary.Name,
            summary.Tags,
            summary.Strategy,
            summary.Parameters,
            totals.Prices,
            reused,
            summary.Table.Index,
            summary.MeanCorrelation,
            summary.Table.SkippedRows,
            summary.Table.SkippedColumns,
            summary.Failed,
            summary.Slices,
            summary.Variants,
            output,
            summary.IndexFault,
            summary.Table.SkippedValues,
            summary.Table.SkippedPlaces ?? []);
    }

    private static async Task<int> Count(AnalysisHost host, string id, InstanceStatus? status, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var child in Children(host, id, status, cancellationToken))
        {
            count++;
        }

        return count;
    }

    private static async IAsyncEnumerable<InstanceInfo> Children(AnalysisHost host, string id, InstanceStatus? status, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await host.Engine.List(new InstanceQuery(Status: status, IdPrefix: AnalysisNames.ContractInstances(id), After: after, Limit: InstancePage), cancellationToken);
            foreach (var child in page.Items)
            {
                yield return child;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
