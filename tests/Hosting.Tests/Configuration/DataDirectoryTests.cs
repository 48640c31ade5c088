using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting.Tests.Configuration;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_NewPath_MakesFolderAndKey()
    {
        using var data = DataDirectory.Open(folder["a/b"]);
        data.Path.ShouldBe(folder["a/b"]);
        data.FunctionKey.Length.ShouldBe(43);
        File.ReadAllText(data.KeyFile).Trim().ShouldBe(data.FunctionKey);
        data.StoreFile.ShouldBe(folder["a/b/store.db"]);
        new[] { data.EngineFile, data.StoreFile, data.QueueFile, data.ExchangeFile }.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void Key_IsForTheOwnerAlone()
    {
        using var data = DataDirectory.Open(folder["d"]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(data.KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Open_Again_KeepsTheKey()
    {
        string key;
        using (var data = DataDirectory.Open(folder["d"]))
            key = data.FunctionKey;
        using var again = DataDirectory.Open(folder["d"]);
        again.FunctionKey.ShouldBe(key);
    }

    /// <summary>The kernel's own folder lets nobody write, root as little as anybody.</summary>
    [Fact]
    public void Open_WhereNobodyMayWrite_IsReadOnlyAndSaysWhatToDo()
    {
        if (!OperatingSystem.IsLinux())
            return;

        var failure = Should.Throw<StoreException>(() => DataDirectory.Open("/sys/trading-functions"));

        failure.Failure.ShouldBe(StoreFailure.ReadOnly);
        failure.Message.ShouldContain("/sys/trading-functions");
        failure.Message.ShouldContain("may not be written");
        failure.Advice.ShouldContain("--data");
    }

    [Fact]
    public void Open_TwoFolders_HaveTwoKeys()
    {
        using var one = DataDirectory.Open(folder["1"]);
        using var two = DataDirectory.Open(folder["2"]);
        one.FunctionKey.ShouldNotBe(two.FunctionKey);
    }

    [Fact]
    public void Open_WhileAnotherHostHasIt_IsLockedAndNamesTheProcess()
    {
        using (DataDirectory.Open(folder["d"]))
        {
            var failure = Should.Throw<StoreException>(() => DataDirectory.Open(folder["d"]));
            failure.Failure.ShouldBe(StoreFailure.Locked);
            failure.Message.ShouldContain(folder["d"]);
            failure.Message.ShouldContain("--data");
            if (!OperatingSystem.IsWindows())
                failure.Message.ShouldContain($"process {Environment.ProcessId}");
        }

        DataDirectory.Open(folder["d"]).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("not base64 at all !!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void Open_DamagedKey_IsCorruptAndLeftAlone(string key)
    {
        Directory.CreateDirectory(folder["d"]);
        File.WriteAllText(folder["d/function.key"], key);
        var failure = Should.Throw<StoreException>(() => DataDirectory.Open(folder["d"]));
        failure.Failure.ShouldBe(StoreFailure.Corrupt);
        failure.Message.ShouldContain("Delete it");
        File.ReadAllText(folder["d/function.key"]).ShouldBe(key);
    }

    [Fact]
    public void Open_AfterAFailure_HoldsNoLock()
    {
        Directory.CreateDirectory(folder["d"]);
        File.WriteAllText(folder["d/function.key"], "x");
        Should.Throw<StoreException>(() => DataDirectory.Open(folder["d"]));
        File.Delete(folder["d/function.key"]);
        DataDirectory.Open(folder["d"]).Dispose();
    }

    [Fact]
    public void Open_PathIsAFile_IsUnavailable()
    {
        File.WriteAllText(folder["file"], "x");
        Should.Throw<StoreException>(() => DataDirectory.Open(folder["file"])).Failure.ShouldBe(StoreFailure.Unavailable);
        Should.Throw<StoreException>(() => DataDirectory.Open(folder["file/below"])).Failure.ShouldBe(StoreFailure.Unavailable);
    }
}
