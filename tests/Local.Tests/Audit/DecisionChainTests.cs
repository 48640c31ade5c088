using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Replay;
using TradingFunctions.Local.Tests.Engine;
using TradingFunctions.Local.Tests.Replay;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Tests.Audit;

/// <summary>A replay's state, sealed day by day, and what is done to its file afterwards.</summary>
public sealed class DecisionChainTests(DecisionChainTests.SealedState sealedState) : IClassFixture<DecisionChainTests.SealedState>, IDisposable
{
    private readonly TempFolder folder = new();

    /// <summary>Records of the log, by the ids that they begin with, each with the container it is in.</summary>
    public static TheoryData<string, string> Records => new()
    {
        { "runs", "plan:" }, { "runs", "alert:" }, { "runs", "decision:" }, { "runs", "outcome:" }, { "runs", "scan:scan-" }, { "runs", "closing" }, { "runs", "chain:" }, { "runs", "anchor:" },
        { "runs", "head" }, { "runs", "log:" }, { "trading", "decision:" }, { "trading", "fill:" }, { "trading", "event:" },
    };

    public sealed class SealedState : IAsyncLifetime
    {
        private readonly TempFolder folder = new();

        public string Directory => folder["state"];

        public string Bars { get; private set; } = string.Empty;

        public async Task InitializeAsync()
        {
            Bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 4, sessions: 2));
            await ReplayRunner.Run(new ReplayOptions { BarsPath = Bars, StateDirectory = Directory }, new TradingOptions(), progress: null, CancellationToken.None);
        }

        public Task DisposeAsync()
        {
            folder.Dispose();
            return Task.CompletedTask;
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Verify_AfterAReplay_Passes()
    {
        var (code, report) = await Verify(Copy());

        code.ShouldBe(ExitCodes.Ok, report.ToJsonString());
        Count(report, "anchors").ShouldBe(2);
        Count(report, "copies").ShouldBe(2);
        Count(report, "runs").ShouldBe(2);
        Count(report, "records").ShouldBeGreaterThan(50);
        Count(report, "logEntries").ShouldBeGreaterThan(20);
        Count(report, "unsealed").ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public async Task Verify_OneByteOfARecordChanged_FindsIt(string container, string prefix)
    {
        var store = Copy();
        var random = new Random(prefix.Sum(c => c));
        foreach (var row in Rows(store, container, prefix).Take(3))
        {
            for (var i = 0; i < 3; i++)
            {
                var json = (byte[])row.Json.Clone();
                var at = random.Next(json.Length);
                json[at] ^= (byte)(1 << random.Next(7));
                store.Store.Change(row, json);

                var (code, report) = await Verify(store);

                code.ShouldBe(ExitCodes.Failure, $"{row.Id}: byte {at} of {System.Text.Encoding.UTF8.GetString(row.Json)}");
                Count(report, "faultCount").ShouldBeGreaterThan(0);
            }

            store.Store.Change(row, row.Json);
        }

        (await Verify(store)).Code.ShouldBe(ExitCodes.Ok);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public async Task Verify_OneRecordRemoved_FindsIt(string container, string prefix)
    {
        var store = Copy();
        var row = Rows(store, container, prefix)[^1];
        store.Store.Remove($"row={row.Number}");

        var (code, report) = await Verify(store);

        code.ShouldBe(ExitCodes.Failure, row.Id);
        report["faults"]!.AsArray().Select(f => f!["kind"]!.GetValue<string>()).ShouldContain(kind => kind == "missing" || kind == "cutOff" || kind == "changed");
        if (prefix is "plan:" or "alert:" or "decision:" or "outcome:" && container == "runs")
        {
            report["faults"]!.AsArray().Select(f => f!["record"]?.GetValue<string>()).ShouldContain(row.Id);
        }
    }

    [Fact]
    public async Task Verify_TwoRecordsExchanged_FindsBoth()
    {
        var store = Copy();
        var rows = Rows(store, "runs", "alert:");
        store.Store.Change(rows[0], rows[1].Json);
        store.Store.Change(rows[1], rows[0].Json);

        var (code, report) = await Verify(store);

        code.ShouldBe(ExitCodes.Failure);
        report["faults"]!.AsArray().Select(f => f!["record"]?.GetValue<string>()).ShouldBe([rows[0].Id, rows[1].Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Verify_LinksOfAChainExchanged_FindsIt()
    {
        var store = Copy();
        var row = Rows(store, "runs", "chain:")[0];
        var page = JsonNode.Parse(row.Json)!;
        var links = page["chains"]!.AsObject().First(chain => chain.Value!["links"]!.AsArray().Count > 2).Value!["links"]!.AsArray();
        var (first, second) = (links[0]!.GetValue<string>(), links[1]!.GetValue<string>());
        (links[0], links[1]) = (second, first);
        store.Store.Change(row, System.Text.Encoding.UTF8.GetBytes(page.ToJsonString()));

        (await Verify(store)).Report["faults"]!.AsArray().Select(f => f!["kind"]!.GetValue<string>()).ShouldBe(["reordered"]);
    }

    [Fact]
    public async Task Verify_RecordSlippedIntoASealedDay_FindsIt()
    {
        var store = Copy();
        var row = Rows(store, "runs", "plan:")[0];
        store.Store.Remove($"row={row.Number}");
        var renamed = row with { Id = row.Id[..^6] + "000099" };
        store.Store.Insert(renamed);

        (await Verify(store)).Report["faults"]!.AsArray().Select(f => $"{f!["kind"]} {f["record"]}").ShouldBe([$"missing {row.Id}", $"added {renamed.Id}"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(25)]
    [InlineData(200)]
    public async Task Verify_TailOfTheFileCut_FindsIt(int rows)
    {
        var store = Copy();
        var last = store.Store.Rows()[^rows].Number;
        store.Store.Remove($"row>={last}");

        (await Verify(store)).Code.ShouldBe(ExitCodes.Failure);
    }

    [Fact]
    public async Task Verify_LastDayRemovedWithItsAnchor_IsFoundByTheCopy()
    {
        var store = Copy();
        var anchors = Rows(store, "runs", "anchor:");
        var run = store.Store.Rows("container='runs' AND partition='index' AND id LIKE 'run:%'")[^1].Id["run:".Length..];
        var head = Rows(store, "runs", "head").ShouldHaveSingleItem();
        var first = JsonNode.Parse(anchors[0].Json)!;
        store.Store.Remove($"row={anchors[^1].Number}");
        store.Store.Remove($"partition='{run}'");
        store.Store.Remove($"id LIKE '%{run}%'");

        // Whoever does this knows of the head as well.
        var earlier = JsonNode.Parse(head.Json)!;
        (earlier["number"], earlier["date"], earlier["hash"]) = (1, first["date"]!.GetValue<string>(), first["hash"]!.GetValue<string>());
        store.Store.Change(head, System.Text.Encoding.UTF8.GetBytes(earlier.ToJsonString()));

        var (code, report) = await Verify(store);

        code.ShouldBe(ExitCodes.Failure);
        report["faults"]!.AsArray().ShouldContain(f => f!["kind"]!.GetValue<string>() == "cutOff" && f["text"]!.GetValue<string>().Contains("was copied"));
    }

    [Fact]
    public async Task Verify_AnchorsKeptElsewhere_FindWhatWasCutWithTheCopies()
    {
        var store = Copy();
        var (_, kept, _) = await Run("audit", "anchors", "--state", store.Directory);
        await File.WriteAllTextAsync(folder["kept.log"], kept);
        (await Run("audit", "verify", "--state", store.Directory, "--anchors", folder["kept.log"])).Code.ShouldBe(ExitCodes.Ok);
        var copies = Path.Combine(store.Directory, "anchors.log");
        await File.WriteAllLinesAsync(copies, (await File.ReadAllLinesAsync(copies))[..1]);
        var anchor = Rows(store, "runs", "anchor:")[^1];
        store.Store.Remove($"row={anchor.Number}");

        var (code, output, _) = await Run("audit", "verify", "--state", store.Directory, "--anchors", folder["kept.log"], "--json");

        code.ShouldBe(ExitCodes.Failure);
        output.ShouldContain("is not there any more");
    }

    [Fact]
    public async Task Verify_ByteOfTheFileItselfChanged_FindsIt()
    {
        var store = Copy();
        var file = Path.Combine(store.Directory, "store.db");
        var row = Rows(store, "runs", "outcome:")[0];
        var bytes = await File.ReadAllBytesAsync(file);
        var at = bytes.AsSpan().IndexOf(row.Json.AsSpan(0, Math.Min(60, row.Json.Length)));
        at.ShouldBeGreaterThan(0);
        bytes[at + 30] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        (await Verify(store)).Code.ShouldBe(ExitCodes.Failure);
    }

    [Fact]
    public async Task Chains_OfAReplayThatWasKilledAgainAndAgain_AreThoseOfOneThatWasLeftAlone()
    {
        var random = new Random(5);
        var options = new ReplayOptions { BarsPath = sealedState.Bars, StateDirectory = folder["killed"] };
        for (var life = 0; life < 12; life++)
        {
            try
            {
                await ReplayRunner.Run(options, new TradingOptions(), progress: null, CancellationToken.None, new ReplaySeams { Engine = new CrashAt((Failpoint)(life % Enum.GetValues<Failpoint>().Length), random.Next(1, 150)) });
            }
            catch (CrashException)
            {
                // The next one goes on.
            }
        }

        await ReplayRunner.Run(options, new TradingOptions(), progress: null, CancellationToken.None);

        (await Run("audit", "verify", "--state", folder["killed"])).Code.ShouldBe(ExitCodes.Ok);
        Chains(folder["killed"]).ShouldBe(Chains(sealedState.Directory));
    }

    /// <summary>Which records are in which chain, in which order. Their digests are of bytes: a number may be written 1.50 after a restart, where it was 1.5.</summary>
    private static string[] Chains(string state) =>
    [
        .. new TamperedStore(Path.Combine(state, "store.db")).Rows("container='runs' AND id LIKE 'chain:%'").OrderBy(row => row.Partition, StringComparer.Ordinal)
            .SelectMany(row => JsonNode.Parse(row.Json)!["chains"]!.AsObject().Select(
                chain => $"{row.Partition} {chain.Key}: {string.Join(' ', chain.Value!["links"]!.AsArray().Select(link => link!.GetValue<string>().Split('#')[0]))}")),
    ];

    private sealed record CopiedState(string Directory, TamperedStore Store);

    private CopiedState Copy()
    {
        var directory = Directory.CreateDirectory(folder["copy"]).FullName;
        foreach (var file in Directory.GetFiles(sealedState.Directory))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
        }

        return new CopiedState(directory, new TamperedStore(Path.Combine(directory, "store.db")));
    }

    private static List<TamperedStore.Row> Rows(CopiedState store, string container, string prefix)
    {
        var rows = store.Store.Rows($"container='{container}' AND id LIKE '{prefix}%' AND partition<>'index'");
        rows.ShouldNotBeEmpty($"{container} {prefix}");
        return rows;
    }

    private static async Task<(int Code, JsonNode Report)> Verify(CopiedState store)
    {
        var (code, output, error) = await Run("audit", "verify", "--state", store.Directory, "--json");
        output.ShouldNotBeNullOrWhiteSpace(error);
        return (code, JsonNode.Parse(output)!);
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(arguments, new CliConsole(output, error, TextReader.Null), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    private static long Count(JsonNode report, string name) => report[name]!.GetValue<long>();
}
