using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Local.Engine;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Local.Tests.Engine;

/// <summary>A database that cannot be used gives a message that says what to do, and is left as it is.</summary>
public sealed class StorageTests
{
    [Fact]
    public void Open_OfAFileThatIsNoDatabase_SaysSo_AndLeavesIt()
    {
        using var file = new TempFile();
        var content = Enumerable.Repeat((byte)'x', 8192).ToArray();
        File.WriteAllBytes(file.Path, content);
        Should.Throw<EngineStorageException>(() => Open(file.Path)).Message.ShouldContain("Restore the data directory from a backup");
        File.ReadAllBytes(file.Path).ShouldBe(content);
    }

    [Fact]
    public void Open_InAMissingDirectory_SaysSo() =>
        Should.Throw<EngineStorageException>(() => Open(Path.Combine(Path.GetTempPath(), "no-such-directory", "engine.db"))).Message.ShouldContain("directory exists");

    [Fact]
    public async Task Open_OfADatabaseOfANewerBuild_SaysSo()
    {
        using var file = new TempFile();
        await Open(file.Path).DisposeAsync();
        Execute(file.Path, "PRAGMA user_version = 99");
        Should.Throw<EngineStorageException>(() => Open(file.Path)).Message.ShouldContain("format 99");
    }

    [Fact]
    public async Task Open_OfADatabaseOfSomethingElse_SaysSo()
    {
        using var file = new TempFile();
        await Open(file.Path).DisposeAsync();
        Execute(file.Path, "PRAGMA user_version = 0");
        Should.Throw<EngineStorageException>(() => Open(file.Path)).Message.ShouldContain("something else");
    }

    [Fact]
    public async Task Open_WhileAnotherProcessWrites_SaysSo()
    {
        using var file = new TempFile();
        await Open(file.Path).DisposeAsync();
        SQLitePCL.raw.sqlite3_open(file.Path, out var other);
        SQLitePCL.raw.sqlite3_exec(other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (x)");
        Should.Throw<EngineStorageException>(() => Open(file.Path)).Message.ShouldContain("another process");
        other.Dispose();
    }

    [Fact]
    public async Task FullDisk_StopsTheEngine_AndKeepsWhatWasCommitted()
    {
        using var file = new TempFile();
        await using (var host = new LiveHost(ContractScripts.Catalog, existing: file))
        {
            await host.Client.Start(ContractScripts.Sequence, "before", 1, StartPolicy.Once, default);
            await host.WaitFor("before", info => info.Status == InstanceStatus.Completed);
        }

        await using (var host = new LiveHost(ContractScripts.Catalog, options => options with { Failpoints = new FullDisk() }, file))
        {
            await Should.ThrowAsync<Exception>(host.Client.Start(ContractScripts.Sequence, "after", 1, StartPolicy.Once, default));
            (await Should.ThrowAsync<EngineStorageException>(host.Engine.Completion)).Message.ShouldContain("full");
            await Should.ThrowAsync<ObjectDisposedException>(host.Client.Raise("before", ContractScripts.Number, 1, default));
        }

        await using var reopened = new LiveHost(ContractScripts.Catalog, existing: file);
        (await reopened.Client.List(new(), default)).Items.ShouldHaveSingleItem().InstanceId.ShouldBe("before");
    }

    private static EmbeddedEngine Open(string path) => EmbeddedEngine.Open(
        new EngineOptions { DatabasePath = path }, ContractScripts.Catalog, NoServices.Instance, TimeProvider.System, NullLoggerFactory.Instance);

    private static void Execute(string path, string sql)
    {
        SQLitePCL.raw.sqlite3_open(path, out var database);
        SQLitePCL.raw.sqlite3_exec(database, sql).ShouldBe(SQLitePCL.raw.SQLITE_OK);
        database.Dispose();
    }

    private sealed class FullDisk : IFailpoints
    {
        public void Hit(Failpoint failpoint)
        {
            if (failpoint == Failpoint.BeforeCommit)
                throw new EngineStorageException("The disk is full.");
        }
    }
}
