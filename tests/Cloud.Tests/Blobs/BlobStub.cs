using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Xml.Linq;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace TradingFunctions.Cloud.Tests.Blobs;

/// <summary>
/// Blob storage on the loopback address, as far as the product asks it: Put Blob, whole and in blocks, Get Blob with a range and conditions, its properties, Delete Blob, List Blobs, Create Container, Get Container Properties
/// (learn.microsoft.com/rest/api/storageservices/blob-service-rest-api).
/// </summary>
internal sealed class BlobStub : IAsyncDisposable
{
    const string Account = "account";

    readonly ConcurrentDictionary<string, (byte[] Content, string ETag)> _blobs = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, byte[]> _blocks = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, bool> _containers = new(StringComparer.Ordinal);
    readonly WebApplication _app;
    int _versions;
    int _requests;

    BlobStub(WebApplication app) => _app = app;

    /// <summary>Answers every request so, while it is set.</summary>
    public (int Status, string Code)? Fault { get; set; }

    /// <summary>What happens before each request is answered.</summary>
    public Action<HttpRequest> Before { get; set; } = _ => { };

    /// <summary>The next answer with content breaks off behind so many bytes.</summary>
    public int? CutAfter { get; set; }

    public int Requests => _requests;

    public IReadOnlyCollection<string> Names => [.. _blobs.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Containers that were made.</summary>
    public IReadOnlyCollection<string> Containers => [.. _containers.Keys.Order(StringComparer.Ordinal)];

    public static async Task<BlobStub> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new BlobStub(builder.Build());
        stub._app.Run(stub.Answer);
        await stub._app.StartAsync();
        return stub;
    }

    public string Address(string container, string name) => $"{_app.Urls.Single()}/{Account}/{container}/{name}";

    /// <summary>A client that takes the first answer for the last one.</summary>
    public BlobContainerClient Container(string name) => Open(new Uri($"{_app.Urls.Single()}/{Account}/{name}"));

    public static BlobContainerClient Open(Uri address)
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 0;
        return new BlobContainerClient(address, options);
    }

    public void Put(string container, string name, byte[] content) => _blobs[$"{container}/{name}"] = (content, $"\"0x{Interlocked.Increment(ref _versions):X}\"");

    public byte[] Content(string container, string name) => _blobs[$"{container}/{name}"].Content;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task Answer(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        Before(http.Request);
        http.Response.Headers["x-ms-version"] = http.Request.Headers["x-ms-version"];
        http.Response.Headers["x-ms-request-id"] = "0";
        var parts = http.Request.Path.Value!.TrimStart('/').Split('/', 3);
        if (Fault is { } fault)
            Refuse(http, fault.Status, fault.Code);
        else if (parts.Length == 2 && http.Request.Method == "PUT")
            Make(http, parts[1]);
        else if (parts.Length == 2 && http.Request.Query["comp"] == "list")
            await List(http, parts[1]);
        else if (parts.Length == 2)
            Show(http, parts[1]);
        else
            await AnswerBlob(http, $"{parts[1]}/{Uri.UnescapeDataString(parts[2])}");
    }

    async Task AnswerBlob(HttpContext http, string key)
    {
        var method = http.Request.Method;
        var isThere = _blobs.TryGetValue(key, out var blob);
        if (method == "PUT" && isThere && http.Request.Query["comp"] != "block" && http.Request.Headers.IfNoneMatch == "*")
        {
            Refuse(http, 409, "BlobAlreadyExists");
        }
        else if (method == "PUT")
        {
            await Take(http, key);
        }
        else if (!isThere)
        {
            Refuse(http, 404, "BlobNotFound");
        }
        else if (http.Request.Headers.IfMatch.ToString() is { Length: > 0 } wanted && wanted != blob.ETag)
        {
            Refuse(http, 412, "ConditionNotMet");
        }
        else if (method == "DELETE")
        {
            _blobs.TryRemove(key, out _);
            http.Response.StatusCode = 202;
        }
        else
        {
            await Send(http, blob.Content, blob.ETag);
        }
    }

    /// <summary>A whole blob, a block of one, or the list of blocks that makes it.</summary>
    async Task Take(HttpContext http, string key)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var content = body.ToArray();
        if (http.Request.Query["comp"] == "block")
        {
            _blocks[$"{key}:{http.Request.Query["blockid"]}"] = content;
            http.Response.StatusCode = 201;
            return;
        }

        if (http.Request.Query["comp"] == "blocklist")
            content = [.. XDocument.Load(new MemoryStream(content)).Root!.Elements().SelectMany(block => _blocks[$"{key}:{block.Value}"])];
        _blobs[key] = (content, $"\"0x{Interlocked.Increment(ref _versions):X}\"");
        Describe(http, 201, _blobs[key].ETag);
    }

    async Task Send(HttpContext http, byte[] content, string version)
    {
        var range = http.Request.Headers["x-ms-range"].ToString();
        http.Response.ContentType = "application/octet-stream";
        http.Response.Headers["x-ms-blob-type"] = "BlockBlob";
        if (range.Length == 0 || content.Length == 0)
        {
            Describe(http, range.Length == 0 ? 200 : 416, version);
            http.Response.ContentLength = range.Length == 0 ? content.Length : 0;
            if (http.Request.Method != "HEAD" && content.Length > 0)
                await Write(http, content);
            return;
        }

        var bounds = range["bytes=".Length..].Split('-');
        var from = int.Parse(bounds[0]);
        var to = (int)Math.Min(bounds[1].Length == 0 ? long.MaxValue : long.Parse(bounds[1]), content.Length - 1);
        Describe(http, 206, version);
        http.Response.Headers.ContentRange = $"bytes {from}-{to}/{content.Length}";
        http.Response.ContentLength = to - from + 1;
        await Write(http, content.AsMemory(from, to - from + 1));
    }

    async Task Write(HttpContext http, ReadOnlyMemory<byte> content)
    {
        if (CutAfter is not { } cut)
        {
            await http.Response.Body.WriteAsync(content);
            return;
        }

        CutAfter = null;
        await http.Response.Body.WriteAsync(content[..cut]);
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    async Task List(HttpContext http, string container)
    {
        var prefix = $"{container}/{http.Request.Query["prefix"]}";
        var blobs = _blobs.Where(blob => blob.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(blob => blob.Key, StringComparer.Ordinal).Select(blob =>
            $"<Blob><Name>{SecurityElement.Escape(blob.Key[(container.Length + 1)..])}</Name><Properties><Content-Length>{blob.Value.Content.Length}</Content-Length><Etag>{blob.Value.ETag.Trim('"')}</Etag>"
            + $"<Last-Modified>{Now}</Last-Modified><BlobType>BlockBlob</BlobType></Properties></Blob>");
        http.Response.ContentType = "application/xml";
        await http.Response.WriteAsync($"""<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="{container}"><Blobs>{string.Concat(blobs)}</Blobs><NextMarker /></EnumerationResults>""");
    }

    void Make(HttpContext http, string container)
    {
        if (_containers.TryAdd(container, true))
            Describe(http, 201, "\"0x1\"");
        else
            Refuse(http, 409, "ContainerAlreadyExists");
    }

    void Show(HttpContext http, string container)
    {
        if (_containers.ContainsKey(container))
            Describe(http, 200, "\"0x1\"");
        else
            Refuse(http, 404, "ContainerNotFound");
    }

    static string Now => DateTimeOffset.UnixEpoch.ToString("R", CultureInfo.InvariantCulture);

    static void Describe(HttpContext http, int status, string version)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.ETag = version;
        http.Response.Headers.LastModified = Now;
    }

    static void Refuse(HttpContext http, int status, string code)
    {
        http.Response.StatusCode = status;
        http.Response.Headers["x-ms-error-code"] = code;
        http.Response.ContentLength = 0;
    }
}
