using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Hosting.Configuration;

namespace TradingFunctions.Local.Cli.Doctor;

/// <summary>What a host that runs says of its broker and of its trading state.</summary>
internal static class RunningHostCheck
{
    /// <summary>Asks with the key of the data directory; nothing where there is none.</summary>
    public static async Task<Check[]> Run(string dataPath, int port, CancellationToken cancellationToken)
    {
        var file = Path.Combine(dataPath, DataDirectory.KeyFileName);
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/api/risk/report");
            request.Headers.TryAddWithoutValidation("x-functions-key", File.Exists(file) ? (await File.ReadAllTextAsync(file, cancellationToken)).Trim() : null);
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return [new Check("circuits", CheckStatus.Warn, $"The host on {port} answered {(int)response.StatusCode}.", "Pass --data with the host's data directory.")];
            }

            var report = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return [Circuits(report), State(report), Reconciliation(report)];
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException or IOException or UnauthorizedAccessException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [new Check("circuits", CheckStatus.Warn, $"The host on {port} could not be asked: {e.Message}")];
        }
    }

    private static Check Circuits(JsonNode? report)
    {
        var rows = report?["broker"]?.AsArray() ?? [];
        var open = rows.Where(row => Text(row, "state") != "closed").ToList();
        return open.Count == 0
            ? Check.Ok("circuits", $"All {rows.Count} circuits to the broker are closed.")
            : new Check(
                "circuits", CheckStatus.Warn, string.Join("; ", open.Select(row => $"{Text(row, "endpoint")} is {Text(row, "state")}: {Text(row, "lastFailure")}")),
                "Look at the broker's status page. Once it answers: state resume --reason ...");
    }

    private static Check State(JsonNode? report)
    {
        var causes = (report?["watch"]?.AsArray() ?? []).Select(cause => $"{Text(cause, "kind")}: {Text(cause, "detail")}").ToList();
        return Text(report, "state") is "active"
            ? Check.Ok("state", "Trading is active.")
            : new Check(
                "state", CheckStatus.Warn, $"Trading is {Text(report, "state")}. {string.Join("; ", causes)}".TrimEnd(),
                causes.Count == 0 ? "See 'risk audit' for why, then: state resume --reason ..." : "The cause lasts: trading that is resumed is stopped again.");
    }

    private static Check Reconciliation(JsonNode? report)
    {
        var last = report?["reconciliation"];
        return last is null || Text(last, "status") is "agreed" or "adopted"
            ? Check.Ok("reconciliation", last is null ? "None yet." : $"{Text(last, "status")} at {Text(last, "atUtc")}.")
            : new Check("reconciliation", CheckStatus.Warn, $"{Text(last, "status")}: {string.Join("; ", last["differences"]?.AsArray().Select(difference => difference?.ToString()) ?? [])}");
    }

    private static string? Text(JsonNode? node, string name) => node?[name]?.ToString();
}
