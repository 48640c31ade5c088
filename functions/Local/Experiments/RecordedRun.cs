using TradingFunctions.Local.Cli;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Experiments;

/// <summary>A run of a command that is recorded while it is made.</summary>
internal sealed class RecordedRun
{
    private readonly RunBook book;
    private ExperimentRecord record;

    private RecordedRun(RunBook book, ExperimentRecord record) => (this.book, this.record) = (book, record);

    public string Id => record.Id;

    /// <summary>Records that a run begins. What cannot be recorded is known before the work is done.</summary>
    /// <param name="wish">How it is to be recorded.</param>
    /// <param name="id">Null makes one of the kind and the time.</param>
    /// <param name="name">Where the wish has none.</param>
    public static async Task<RecordedRun> Begin(
        RecordWish wish, ExperimentKind kind, string? id, string name, SortedDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var now = wish.Book.NowUtc;
        var begun = new ExperimentRecord(
            id ?? ExperimentIds.New(kind, now), kind, wish.Name ?? Cut(name), wish.Tags, ExperimentStatus.Running, now, FinishedUtc: null, parameters, [], []);
        if (ExperimentRules.Check(begun).FirstOrDefault() is { } error)
        {
            throw new CliException($"{error.Field}: {error.Message}", ExitCodes.Usage);
        }

        await wish.Book.Save([begun], cancellationToken);
        return new RecordedRun(wish.Book, begun);
    }

    /// <summary>Records what the run came to.</summary>
    /// <param name="folder">Where its files lie.</param>
    /// <param name="files">Names of its files; those that are not there are left out.</param>
    /// <param name="tags">Tags that are known now only.</param>
    /// <param name="parts">Runs that it consists of, made by <see cref="Part"/>.</param>
    public async Task Finish(
        SortedDictionary<string, double> metrics, string? folder, IReadOnlyList<string> files, IReadOnlyList<string> tags, IReadOnlyList<ExperimentRecord> parts, CancellationToken cancellationToken)
    {
        string[] there = folder is null ? [] : [.. files.Where(name => File.Exists(Path.Combine(folder, name)))];
        if (folder is not null)
        {
            await book.Keep(record.Id, folder, there, cancellationToken);
        }

        record = record with
        {
            Status = ExperimentStatus.Finished,
            FinishedUtc = book.NowUtc,
            Metrics = metrics,
            Artefacts = there,
            Tags = [.. record.Tags.Union(tags, StringComparer.Ordinal).Take(ExperimentTag.Most)],
        };

        // The parts come last: a host that holds the directory may send each at once, and looks then for what its parent is called.
        await book.Save([record, .. parts], cancellationToken);
    }

    /// <summary>Records that the run failed, or was ended early.</summary>
    public Task Fail(string why, CancellationToken cancellationToken) =>
        book.Save([record with { Status = ExperimentStatus.Failed, FinishedUtc = book.NowUtc, Failure = why }], cancellationToken);

    /// <summary>Records something; where that fails, the result of the run is not lost with it.</summary>
    /// <param name="act">Records it.</param>
    /// <param name="done">What is told once it is recorded.</param>
    public static async Task Try(Func<Task> act, TextWriter messages, string? done = null)
    {
        try
        {
            await act();
            if (done is not null)
            {
                await messages.WriteLineAsync(done);
            }
        }
        catch (Exception e) when (e is StoreException or CliException or IOException or UnauthorizedAccessException)
        {
            await messages.WriteLineAsync($"The run could not be recorded: {e.Message}");
        }
    }

    /// <summary>A finished run that is a part of this one.</summary>
    /// <param name="key">Alphabet of ids; the same part has the same one.</param>
    public ExperimentRecord Part(string key, ExperimentKind kind, string name, string[] tags, SortedDictionary<string, string> parameters, SortedDictionary<string, double> metrics) => new(
        $"{record.Id}.{key}", kind, Cut(name), tags, ExperimentStatus.Finished, record.CreatedUtc, book.NowUtc, parameters, metrics, [], Parent: record.Id);

    /// <summary>A name that a command made may be too long to be one.</summary>
    private static string Cut(string name) => name.Length <= ExperimentRules.MaxKey ? name : name[..ExperimentRules.MaxKey];
}
