using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TradingFunctions.CosmosStub.Http;

/// <summary>From a request to its reply: who may ask, what goes wrong, and whose matter it is.</summary>
internal sealed class StubRouter(CosmosAccountStub stub)
{
    private readonly MetadataReplies metadata = new(stub);
    private readonly DocumentReplies documents = new(stub);

    public async Task Handle(HttpContext http)
    {
        using var copy = new MemoryStream();
        await http.Request.Body.CopyToAsync(copy);
        var request = new StubRequest(http.Request.Method, [.. http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)], http.Request.Headers, copy.ToArray());
        stub.Calls.Enqueue(new StubCall(request.Kind, request.Method, http.Request.Path.Value!, request.Partition, request.Header("x-ms-session-token")));
        var fault = request.Kind is StubCallKind.Metadata or StubCallKind.Plan ? null : stub.Faults.Take(request.Kind, stub.Settings);
        if (fault is null or { IsCarriedOut: true })
        {
            var reply = await Reply(request);
            if (fault is null)
            {
                await Write(http, reply);
                return;
            }
        }

        if (fault.Status == 0)
        {
            http.Abort();
            return;
        }

        var refused = StubReply.Refused(fault.Status, "As the test wants it.", fault.SubStatus);
        if (fault.RetryAfter is { } wait)
        {
            refused.Headers["x-ms-retry-after-ms"] = wait.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        }

        await Write(http, refused with { RequestUnits = 0 });
    }

    private async Task<StubReply> Reply(StubRequest request)
    {
        try
        {
            if (stub.Account.RefusesKeys || request.Header("authorization") is not { } signature || !signature.StartsWith("type%3dmaster", StringComparison.OrdinalIgnoreCase) || request.Header("x-ms-date") is null || request.Header("x-ms-version") is null)
            {
                return StubReply.Refused(401, "The authorization header is missing or malformed.");
            }

            return request.Kind == StubCallKind.Metadata ? metadata.Reply(request) : await documents.Reply(request);
        }
        catch (StubRefusal refusal)
        {
            return StubReply.Refused(refusal.Status, refusal.Message, refusal.SubStatus);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or KeyNotFoundException)
        {
            return StubReply.Refused(400, e.Message);
        }
    }

    private static async Task Write(HttpContext http, StubReply reply)
    {
        var response = http.Response;
        response.StatusCode = reply.Status;
        response.Headers["x-ms-activity-id"] = Guid.NewGuid().ToString();
        response.Headers["x-ms-request-charge"] = reply.RequestUnits.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-ms-version"] = "2020-07-15";
        if (reply.SubStatus != 0)
        {
            response.Headers["x-ms-substatus"] = reply.SubStatus.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (reply.Status is not (204 or 304))
        {
            response.ContentType = reply.ContentType;
            response.ContentLength = reply.Body.Length;
            await response.Body.WriteAsync(reply.Body);
        }
    }
}
