using System.Globalization;
using SQLitePCL;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Tests.Sqlite;

/// <summary>What may be wrong with the file, and what a crash leaves.</summary>
public sealed class SqliteDocumentStoreFileTests : IDisposable
{
    private static readonly SqliteOptions Impatient = new() { BusyTimeout = TimeSpan.FromMilliseconds(20) };

    private readonly TempFolder folder = new();

    private string FilePath => folder["store.db"];

    public void Dispose() => folder.Dispose();

    private static ValueTask<WriteResult> Create(SqliteDocumentStore store, string id, int bytes = 10) =>
        store.Transact(Containers.Runs, "p", [StoreOperation.Create(id, Enumerable.Repeat((byte)'x', bytes).ToArray())], CancellationToken.None);

    private static ValueTask<StoredDocument?> Read(SqliteDocumentStore store, string id) =>
        store.Read(new DocumentKey(Containers.Runs, "p", id), CancellationToken.None);

    private static void Sql(string file, string sql)
    {
        Batteries_V2.Init();
        raw.sqlite3_open(file, out var database).ShouldBe(raw.SQLITE_OK);
        using (database)
            raw.sqlite3_exec(database, sql).ShouldBe(raw.SQLITE_OK);
    }

    [Fact]
    public async Task Write_WithoutRoom_IsFullAndKeepsEverythingBefore()
    {
        var small = new SqliteOptions { MaxBytes = 64 * 1024 };
        var stored = 0;
        using (var store = SqliteDocumentStore.Open(FilePath, small))
        {
            var failure = await Should.ThrowAsync<StoreException>(async () =>
            {
                while (stored < 1000)
                {
                    await Create(store, $"d{stored:D4}", bytes: 2000);
                    stored++;
                }
            });
            failure.Failure.ShouldBe(StoreFailure.Full);
            failure.Message.ShouldContain(FilePath);
            failure.Advice.ShouldNotBeEmpty();
            stored.ShouldBeGreaterThan(5);
            (await Read(store, $"d{stored:D4}")).ShouldBeNull();
            // As many as make room: a file frees whole pages.
            await store.Transact(Containers.Runs, "p", [.. Enumerable.Range(0, 4).Select(i => StoreOperation.Delete($"d{i:D4}", etag: null))], CancellationToken.None);
            (await Create(store, "small")).IsDone.ShouldBeTrue();
        }

        using var again = SqliteDocumentStore.Open(FilePath);
        for (var i = 4; i < stored; i++)
            (await Read(again, $"d{i:D4}")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Write_TooLargeForTheRoom_DoesNotTakeOthersOfItsGroupWithIt()
    {
        using var store = SqliteDocumentStore.Open(FilePath, new SqliteOptions { MaxBytes = 512 * 1024 });
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            try
            {
                return (await Create(store, i.ToString(CultureInfo.InvariantCulture), bytes: i % 8 == 0 ? 600 * 1024 : 100)).IsDone;
            }
            catch (StoreException e) when (e.Failure == StoreFailure.Full)
            {
                return false;
            }
        })));
        results.Index().ShouldAllBe(r => r.Item == (r.Index % 8 != 0));
    }

    [Fact]
    public void Open_FileOfAnotherKind_IsCorruptAndLeftAlone()
    {
        File.WriteAllText(FilePath, new string('x', 5000));
        Should.Throw<StoreException>(() => SqliteDocumentStore.Open(FilePath)).Failure.ShouldBe(StoreFailure.Corrupt);
        File.ReadAllText(FilePath).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task Open_DamagedPages_IsCorruptAndLeftAlone()
    {
        using (var store = SqliteDocumentStore.Open(FilePath))
        {
            for (var i = 0; i < 200; i++)
                await Create(store, $"d{i}", bytes: 500);
        }

        var bytes = File.ReadAllBytes(FilePath);
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
        File.WriteAllBytes(FilePath, bytes);

        var failure = Should.Throw<StoreException>(() => SqliteDocumentStore.Open(FilePath));
        failure.Failure.ShouldBe(StoreFailure.Corrupt);
        failure.Message.ShouldContain("backup");
        File.ReadAllBytes(FilePath).ShouldBe(bytes);
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsForeign()
    {
        Sql(FilePath, "CREATE TABLE theirs (a)");
        Should.Throw<StoreException>(() => SqliteDocumentStore.Open(FilePath)).Failure.ShouldBe(StoreFailure.Foreign);
    }

    [Fact]
    public void Open_QueueAsStore_IsForeign()
    {
        SqliteSignalQueue.Open(FilePath, TimeProvider.System).Dispose();
        Should.Throw<StoreException>(() => SqliteDocumentStore.Open(FilePath)).Failure.ShouldBe(StoreFailure.Foreign);
    }

    [Fact]
    public void Open_NewerTables_IsForeignAndNamesBothVersions()
    {
        SqliteDocumentStore.Open(FilePath).Dispose();
        Sql(FilePath, "PRAGMA user_version=99");
        var failure = Should.Throw<StoreException>(() => SqliteDocumentStore.Open(FilePath));
        failure.Failure.ShouldBe(StoreFailure.Foreign);
        failure.Message.ShouldContain("version 99");
    }

    [Fact]
    public void Open_InAFolderThatIsNotThere_IsUnavailable() =>
        Should.Throw<StoreException>(() => SqliteDocumentStore.Open(folder["no/such/store.db"])).Failure.ShouldBe(StoreFailure.Unavailable);

    [Fact]
    public void Open_AFolder_IsUnavailable()
    {
        Directory.CreateDirectory(FilePath);
        Should.Throw<StoreException>(() => SqliteDocumentStore.Open(FilePath)).Failure.ShouldBe(StoreFailure.Unavailable);
    }

    [Fact]
    public async Task Write_WhileAnotherProcessWrites_IsLocked()
    {
        using var store = SqliteDocumentStore.Open(FilePath, Impatient);
        raw.sqlite3_open(FilePath, out var other).ShouldBe(raw.SQLITE_OK);
        using (other)
        {
            raw.sqlite3_exec(other, "BEGIN IMMEDIATE").ShouldBe(raw.SQLITE_OK);
            (await Should.ThrowAsync<StoreException>(async () => await Create(store, "a"))).Failure.ShouldBe(StoreFailure.Locked);
            raw.sqlite3_exec(other, "ROLLBACK").ShouldBe(raw.SQLITE_OK);
        }

        (await Create(store, "a")).IsDone.ShouldBeTrue();
    }

    [Fact]
    public void Open_WhileAnotherProcessHoldsTheFile_IsLocked()
    {
        SqliteDocumentStore.Open(FilePath).Dispose();
        raw.sqlite3_open(FilePath, out var other).ShouldBe(raw.SQLITE_OK);
        using (other)
        {
            raw.sqlite3_exec(other, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE").ShouldBe(raw.SQLITE_OK);
            Should.Throw<StoreException>(() => SqliteDocumentStore.Open(FilePath, Impatient)).Failure.ShouldBe(StoreFailure.Locked);
        }
    }

    [Fact]
    public async Task Crash_LosesNoWriteThatReturned()
    {
        // The files as a killed process leaves them: copied while the store is open, its log not folded in.
        using var store = SqliteDocumentStore.Open(FilePath);
        var copies = Directory.CreateDirectory(folder["copy"]).FullName;
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 20; i++)
                await Create(store, $"r{round}:{i:D2}", bytes: 700);
            foreach (var file in new[] { "store.db", "store.db-wal" })
                File.Copy(folder[file], Path.Combine(copies, file), overwrite: true);

            using var after = SqliteDocumentStore.Open(Path.Combine(copies, "store.db"));
            var found = await after.Query(Containers.Runs, "p", string.Empty, afterId: null, limit: 1000, descending: false, CancellationToken.None);
            found.Items.Count.ShouldBe((round + 1) * 20);
        }
    }

    [Fact]
    public async Task Crash_InTheMiddleOfTheLog_KeepsWholeTransactionsOnly()
    {
        using var store = SqliteDocumentStore.Open(FilePath);
        for (var i = 0; i < 30; i++)
        {
            await store.Transact(
                Containers.Runs, "p", [StoreOperation.Create($"a{i:D2}", new byte[900]), StoreOperation.Create($"b{i:D2}", new byte[900])], CancellationToken.None);
        }

        var log = File.ReadAllBytes(folder["store.db-wal"]);
        var copies = Directory.CreateDirectory(folder["copy"]).FullName;
        for (var kept = log.Length; kept > 0; kept -= 7919)
        {
            File.Copy(FilePath, Path.Combine(copies, "store.db"), overwrite: true);
            File.Delete(Path.Combine(copies, "store.db-shm"));
            File.WriteAllBytes(Path.Combine(copies, "store.db-wal"), log[..kept]);
            try
            {
                using var after = SqliteDocumentStore.Open(Path.Combine(copies, "store.db"));
                var ids = (await after.Query(Containers.Runs, "p", string.Empty, afterId: null, limit: 1000, descending: false, CancellationToken.None)).Items.Select(d => d.Id).ToList();
                ids.Where(id => id[0] == 'a').Select(id => id[1..]).ShouldBe(ids.Where(id => id[0] == 'b').Select(id => id[1..]));
            }
            finally
            {
                File.Delete(Path.Combine(copies, "store.db-wal"));
            }
        }
    }

    [Fact]
    public async Task Dispose_WithWritesUnderWay_CompletesThem()
    {
        var store = SqliteDocumentStore.Open(FilePath);
        var writes = Enumerable.Range(0, 200).Select(i => Create(store, $"d{i}").AsTask()).ToArray();
        store.Dispose();
        foreach (var write in writes)
            (await write).IsDone.ShouldBeTrue();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await Create(store, "late"));
        Should.Throw<ObjectDisposedException>(() => Read(store, "d0"));
    }

    [Fact]
    public async Task Reopen_NeverGivesAnETagAgain()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var opening = 0; opening < 4; opening++)
        {
            using var store = SqliteDocumentStore.Open(FilePath);
            for (var i = 0; i < 3; i++)
            {
                seen.Add((await Create(store, "a")).ETags[0]).ShouldBeTrue();
                await store.Transact(Containers.Runs, "p", [StoreOperation.Delete("a", etag: null)], CancellationToken.None);
            }
        }
    }
}
