using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Api.Analyses;

/// <summary>Files of analyses.</summary>
public static class ArtefactEndpoints
{
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        if (await Find(http) is not { } id)
        {
            return;
        }

        var answers = http.RequestServices.GetRequiredService<IArtefacts>().List(id).Select(a => new ArtefactAnswer(a.Name, a.Bytes, $"/api/analyses/{id}/artefacts/{a.Name}"));
        await Answer.Ok(http, new ListAnswer<ArtefactAnswer>([.. answers]), ApiJson.Default.ListAnswerArtefactAnswer);
    }

    public static async Task Download(HttpContext http)
    {
        if (await Find(http) is { } id)
        {
            await Write(http, id, "The analysis has no file of this name.");
        }
    }

    /// <summary>Answers with the file that the route names, of a run that there is.</summary>
    internal static async Task Write(HttpContext http, string id, string nothing)
    {
        var name = (string)http.Request.RouteValues["name"]!;
        await using var stream = http.RequestServices.GetRequiredService<IArtefacts>().OpenRead(id, name);
        if (stream is null)
        {
            await Problems.NotFound(http, nothing);
            return;
        }

        var headers = http.Response.Headers;
        http.Response.ContentType = ContentType(name);
        http.Response.ContentLength = stream.Length;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";

        // A report is a page without script; even if one got in through a contract's name, it would not run.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        if (name.EndsWith(".gz", StringComparison.Ordinal) || name.EndsWith(".parquet", StringComparison.Ordinal))
        {
            headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        }

        await stream.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    /// <returns>The id; null where the request has been answered.</returns>
    private static async Task<string?> Find(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        if (AnalysisNames.IsId(id) && await http.RequestServices.GetRequiredService<AnalysisDesk>().Find(id, http.RequestAborted) is not null)
        {
            return id;
        }

        await Problems.NotFound(http, "There is no analysis of this id.");
        return null;
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".json" => Answer.JsonContentType,
        ".md" => "text/markdown; charset=utf-8",
        ".csv" => "text/csv; charset=utf-8",
        ".parquet" => "application/vnd.apache.parquet",
        _ => "application/gzip",
    };
}
