using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Books;

namespace TradingFunctions.Api.Books;

/// <summary>A split to book.</summary>
/// <param name="Symbol">Whose position meets it.</param>
/// <param name="ExDate">First New York date at the new price.</param>
/// <param name="NewShares">Shares held afterwards for <paramref name="OldShares"/> before: 4 for 1, or 1 for 10.</param>
public sealed record SplitBody(Symbol Symbol, DateOnly ExDate, int NewShares, int OldShares);

/// <summary>The books: rebuilt from their log and compared, their log, and splits.</summary>
public static class BooksEndpoints
{
    /// <summary>Entries between two flushes of an export.</summary>
    private const int FlushEvery = 500;

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public static async Task Rebuild(HttpContext http)
    {
        var query = new QueryReader(http);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        await Answer.Ok(http, await http.RequestServices.GetRequiredService<BooksAuditor>().Rebuild(http.RequestAborted), ApiJson.Default.BooksReport);
    }

    /// <summary>The log as JSON lines, oldest first, with every signal in its place.</summary>
    public static async Task Export(HttpContext http)
    {
        var query = new QueryReader(http);
        var after = query.Integer("after", 0, 0, int.MaxValue);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        http.Response.ContentType = "application/x-ndjson; charset=utf-8";
        await Write(http.RequestServices.GetRequiredService<LogExport>(), after, http.Response.Body, http.RequestAborted);
    }

    private static async Task Write(LogExport log, long after, Stream output, CancellationToken cancellationToken)
    {
        var sinceFlush = 0;
        await foreach (var line in log.Lines(after, cancellationToken))
        {
            await output.WriteAsync(line, cancellationToken);
            await output.WriteAsync(NewLine, cancellationToken);
            if (++sinceFlush == FlushEvery)
            {
                await output.FlushAsync(cancellationToken);
                sinceFlush = 0;
            }
        }

        await output.FlushAsync(cancellationToken);
    }

    public static async Task Split(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.SplitBody) is not { } body)
        {
            return;
        }

        var errors = Validate(body);
        if (errors.Count > 0)
        {
            await Problems.Unprocessable(http, errors);
            return;
        }

        var outcome = await http.RequestServices.GetRequiredService<SplitService>().Apply(body.Symbol, body.ExDate, body.NewShares, body.OldShares, http.RequestAborted);
        await (outcome.Status == SplitStatus.BrokerDiffers
            ? Problems.Conflict(http, "BROKER_DIFFERS", outcome.Detail)
            : Answer.Ok(http, outcome, ApiJson.Default.SplitOutcome));
    }

    private static List<FieldError> Validate(SplitBody body)
    {
        const int Most = 10_000;
        var errors = new List<FieldError>();
        if (body.NewShares is < 1 or > Most)
        {
            errors.Add(new FieldError("newShares", "RANGE", $"Must be 1 to {Most}, is {body.NewShares}."));
        }

        if (body.OldShares is < 1 or > Most)
        {
            errors.Add(new FieldError("oldShares", "RANGE", $"Must be 1 to {Most}, is {body.OldShares}."));
        }

        if (body.NewShares == body.OldShares)
        {
            errors.Add(new FieldError("newShares", "NO_CHANGE", "Must differ from oldShares."));
        }

        return errors;
    }
}
