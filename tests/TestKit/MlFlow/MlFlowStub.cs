using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using TradingFunctions.TestKit.Http;

namespace TradingFunctions.TestKit.MlFlow;

/// <summary>An MLflow tracking server as its REST API 2.0 is documented: it checks every request against the documented fields, types and bounds, and keeps what it is told.</summary>
public sealed class MlFlowStub : IAsyncDisposable
{
    private const string Root = "/api/2.0/mlflow/";
    private const string Artifacts = "/api/2.0/mlflow-artifacts/artifacts/";

    private readonly HttpStub server;
    private readonly bool proxiesArtifacts;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> experiments = new(StringComparer.Ordinal);
    private readonly List<MlFlowRun> runs = [];

    private MlFlowStub(bool proxiesArtifacts)
    {
        this.proxiesArtifacts = proxiesArtifacts;
        server = HttpStub.Start(Answer);
    }

    public Uri Address => server.Address;

    public StubRequest[] Requests => server.Requests;

    /// <summary>What was wrong with requests; empty where all were as documented.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>Uploaded files by their path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Answers instead of the server where it gives something.</summary>
    public Func<StubRequest, StubAnswer?>? Fault { get; set; }

    public MlFlowRun[] Runs
    {
        get
        {
            lock (gate)
            {
                return [.. runs];
            }
        }
    }

    /// <param name="proxiesArtifacts">Whether the server takes files in itself.</param>
    public static MlFlowStub Start(bool proxiesArtifacts = true) => new(proxiesArtifacts);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private StubAnswer Answer(StubRequest request)
    {
        if (Fault?.Invoke(request) is { } fault)
        {
            return fault;
        }

        lock (gate)
        {
            if (request.Path.StartsWith(Artifacts, StringComparison.Ordinal) && request.Method == "PUT")
            {
                Files[Uri.UnescapeDataString(request.Path[Artifacts.Length..])] = request.Body;
                return new StubAnswer(200, "{}");
            }

            var endpoint = request.Path.StartsWith(Root, StringComparison.Ordinal) ? request.Path[Root.Length..] : string.Empty;
            if (request.Method == "GET" && endpoint == "experiments/get-by-name")
            {
                return FindExperiment(request.Query);
            }

            return request.Method == "POST" && MlFlowSchemas.Posts.TryGetValue(endpoint, out var schema)
                ? Checked(request, endpoint, schema)
                : Wrong($"{request.Method} {request.Path} is no endpoint", 404, "ENDPOINT_NOT_FOUND");
        }
    }

    private StubAnswer FindExperiment(string query)
    {
        const string Name = "?experiment_name=";
        if (!query.StartsWith(Name, StringComparison.Ordinal))
        {
            return Wrong("get-by-name without experiment_name");
        }

        return experiments.TryGetValue(Uri.UnescapeDataString(query[Name.Length..]), out var id)
            ? new StubAnswer(200, $$$"""{"experiment":{"experiment_id":"{{{id}}}","name":"x","artifact_location":"mlflow-artifacts:/{{{id}}}","lifecycle_stage":"active"}}""")
            : Refused(404, "RESOURCE_DOES_NOT_EXIST", "No such experiment.");
    }

    private StubAnswer Checked(StubRequest request, string endpoint, MlFlowField[] schema)
    {
        if (!request.Headers.TryGetValue("content-type", out var type) || !type.StartsWith("application/json", StringComparison.Ordinal))
        {
            return Wrong($"{endpoint} without content type application/json");
        }

        using var body = JsonDocument.Parse(request.Body);
        var errors = MlFlowField.Check(body.RootElement, schema, endpoint).ToArray();
        if (errors.Length > 0)
        {
            return Wrong(string.Join("; ", errors));
        }

        return endpoint switch
        {
            "experiments/create" => CreateExperiment(body.RootElement.GetProperty("name").GetString()!),
            "runs/create" => CreateRun(body.RootElement),
            "runs/search" => Search(body.RootElement),
            "runs/log-batch" => Log(body.RootElement),
            _ => Update(body.RootElement),
        };
    }

    private StubAnswer CreateExperiment(string name)
    {
        var id = (experiments.Count + 1).ToString(CultureInfo.InvariantCulture);
        return experiments.TryAdd(name, id) ? new StubAnswer(200, $$"""{"experiment_id":"{{id}}"}""") : Refused(400, "RESOURCE_ALREADY_EXISTS", "There is one.");
    }

    private StubAnswer CreateRun(JsonElement body)
    {
        var experiment = body.GetProperty("experiment_id").GetString()!;
        if (!experiments.ContainsValue(experiment))
        {
            return Refused(404, "RESOURCE_DOES_NOT_EXIST", "No such experiment.");
        }

        var run = new MlFlowRun($"{runs.Count + 1:x32}", experiment, Text(body, "run_name") ?? "unnamed", Number(body, "start_time") ?? 0);
        if (Put(body, "tags", run.Tags) is { } wrong)
        {
            return wrong;
        }

        runs.Add(run);
        return new StubAnswer(200, $$"""{"run":{{Show(run)}}}""");
    }

    private StubAnswer Search(JsonElement body)
    {
        // The one form of filter that is needed: tags.`key` = 'value'.
        var filter = Text(body, "filter") ?? string.Empty;
        if (filter.Split('`') is not ["tags.", var key, var rest] || !rest.StartsWith(" = '", StringComparison.Ordinal) || !rest.EndsWith('\''))
        {
            return Wrong($"runs/search with filter {filter}");
        }

        var wanted = body.GetProperty("experiment_ids").EnumerateArray().Select(id => id.GetString()).ToArray();
        var found = runs.Where(run => wanted.Contains(run.Experiment) && run.Tags.TryGetValue(key, out var value) && value == rest[4..^1]);
        return new StubAnswer(200, $$"""{"runs":[{{string.Join(',', found.Select(Show))}}]}""");
    }

    private StubAnswer Log(JsonElement body)
    {
        if (Find(body) is not { } run)
        {
            return Refused(404, "RESOURCE_DOES_NOT_EXIST", "No such run.");
        }

        var (metrics, parameters, tags) = (Items(body, "metrics").Length, Items(body, "params").Length, Items(body, "tags").Length);
        if (metrics > 1_000 || parameters > 100 || tags > 100 || metrics + parameters + tags > 1_000)
        {
            return Wrong($"log-batch of {metrics} metrics, {parameters} params, {tags} tags");
        }

        var news = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if ((Put(body, "params", news) ?? Put(body, "tags", run.Tags)) is { } wrong)
        {
            return wrong;
        }

        foreach (var (key, value) in news)
        {
            if (run.Parameters.TryGetValue(key, out var before) && before != value)
            {
                return Refused(400, "INVALID_PARAMETER_VALUE", $"Changing param values is not allowed: {key}.");
            }

            run.Parameters[key] = value;
        }

        foreach (var metric in Items(body, "metrics"))
        {
            if (!MlFlowSchemas.IsKey(Text(metric, "key")!))
            {
                return Wrong($"metric {metric.GetRawText()}");
            }

            run.Metrics[Text(metric, "key")!] = metric.GetProperty("value").GetDouble();
        }

        return new StubAnswer(200, "{}");
    }

    private StubAnswer Update(JsonElement body)
    {
        if (Find(body) is not { } run)
        {
            return Refused(404, "RESOURCE_DOES_NOT_EXIST", "No such run.");
        }

        (run.Status, run.End, run.Name) = (Text(body, "status") ?? run.Status, Number(body, "end_time") ?? run.End, Text(body, "run_name") ?? run.Name);
        return new StubAnswer(200, $$$"""{"run_info":{"run_id":"{{{run.Id}}}","status":"{{{run.Status}}}"}}""");
    }

    private MlFlowRun? Find(JsonElement body) => runs.Find(run => run.Id == Text(body, "run_id"));

    private StubAnswer? Put(JsonElement body, string list, SortedDictionary<string, string> into)
    {
        foreach (var item in Items(body, list))
        {
            var (key, value) = (Text(item, "key")!, Text(item, "value")!);
            if (!MlFlowSchemas.IsKey(key) || value.Length > MlFlowSchemas.MaxValue)
            {
                return Wrong($"{list} {item.GetRawText()}");
            }

            into[key] = value;
        }

        return null;
    }

    private static JsonElement[] Items(JsonElement body, string list) => body.TryGetProperty(list, out var items) ? [.. items.EnumerateArray()] : [];

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static long? Number(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private string Show(MlFlowRun run) =>
        $$$"""{"info":{"run_id":"{{{run.Id}}}","run_uuid":"{{{run.Id}}}","experiment_id":"{{{run.Experiment}}}","status":"{{{run.Status}}}","start_time":{{{run.Start}}},"artifact_uri":"{{{(proxiesArtifacts ? "mlflow-artifacts:" : "s3://bucket")}}}/{{{run.Experiment}}}/{{{run.Id}}}/artifacts","lifecycle_stage":"active"},"data":{}}""";

    private StubAnswer Wrong(string what, int status = 400, string code = "INVALID_PARAMETER_VALUE")
    {
        Violations.Enqueue(what);
        return Refused(status, code, what);
    }

    private static StubAnswer Refused(int status, string code, string message) =>
        new(status, JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["error_code"] = code, ["message"] = message }));
}
