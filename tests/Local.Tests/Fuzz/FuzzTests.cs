using System.Globalization;
using System.Text;
using TradingFunctions.Api.Routing;
using TradingFunctions.Local.Tests.Serve;
using Xunit.Abstractions;

namespace TradingFunctions.Local.Tests.Fuzz;

/// <summary>
/// Mutated requests to every route of a host: whatever is sent, no answer is of class 5xx. A few hundred a route here;
/// <c>FUZZ_REQUESTS=100000 dotnet test tests/Local.Tests --filter Fuzz</c> for all, <c>FUZZ_SEED</c> for others.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Requests on the wire before the first answer is read.</summary>
    private const int Pipelined = 16;

    private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(TempFolder.Root(), $"fuzz-{Guid.NewGuid():N}"));

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task EveryRoute_WhateverIsSent_NeverAnswers5xx()
    {
        var count = Number("FUZZ_REQUESTS", 150);
        var seed = Number("FUZZ_SEED", 1);
        await using var host = await ServedHost.Start(folder.FullName);
        var failures = new List<string>();
        var statuses = new SortedDictionary<int, long>();
        for (var i = 0; i < ApiRoutes.All.Count; i++)
        {
            var route = ApiRoutes.All[i];
            var began = TimeProvider.System.GetTimestamp();
            await Attack(host, route, count, (seed * 1000) + i, failures, statuses);
            if (count > 1000)
            {
                Console.WriteLine($"{route.Method} {route.Pattern}: {count} requests in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s, {failures.Count} failures so far");
            }
        }

        output.WriteLine($"{count} requests to each of {ApiRoutes.All.Count} routes: {string.Join(", ", statuses.Select(pair => $"{pair.Value} x {pair.Key}"))}");
        failures.ShouldBeEmpty();

        // Mutants that are all refused at the door would prove little.
        statuses.Where(pair => pair.Key is >= 200 and < 300).Sum(pair => pair.Value).ShouldBeGreaterThan(ApiRoutes.All.Count * count / 20);
        (await host.Http.GetAsync("/api/health/ready")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    private static async Task Attack(ServedHost host, ApiRoute route, int count, int seed, List<string> failures, SortedDictionary<int, long> statuses)
    {
        var address = host.Http.BaseAddress!;
        var mutations = new Mutations(route, host.Key, address.Authority, seed);
        var connection = new RawConnection(address.Port);
        try
        {
            for (var sent = 0; sent < count; sent += Pipelined)
            {
                var requests = Enumerable.Range(0, Math.Min(Pipelined, count - sent)).Select(_ => mutations.Next().ToBytes()).ToArray();
                for (var next = 0; next < requests.Length;)
                {
                    try
                    {
                        await connection.Send([.. requests[next..].SelectMany(bytes => bytes)]);
                        while (next < requests.Length && await connection.Receive() is { } answer)
                        {
                            statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
                            if (answer.Status >= 500 && failures.Count < 20)
                            {
                                failures.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {Shown(requests[next])} gave {answer.Status} {answer.Body}"));
                            }

                            next++;
                            if (answer.Closes)
                            {
                                break;
                            }
                        }
                    }
                    catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
                    {
                        // The server closed on a request that is no HTTP: it has been answered, or is given up.
                        next++;
                    }

                    if (next < requests.Length)
                    {
                        connection.Dispose();
                        connection = new RawConnection(address.Port);
                    }
                }
            }
        }
        finally
        {
            connection.Dispose();
        }
    }

    private static string Shown(byte[] request) => Encoding.UTF8.GetString(request, 0, Math.Min(request.Length, 600)).Replace("\r\n", " | ", StringComparison.Ordinal);

    private static int Number(string variable, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : standard;
}
