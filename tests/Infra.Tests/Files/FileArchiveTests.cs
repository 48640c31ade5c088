using System.IO.Compression;
using System.Text;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Tests.Sqlite;

namespace TradingFunctions.Infra.Tests.Files;

public sealed class FileArchiveTests
{
    private static readonly ReadOnlyMemory<byte>[] Two = ["{\"a\":1}"u8.ToArray(), "{\"b\":2}"u8.ToArray()];

    [Fact]
    public async Task Write_ABatch_IsReadBackLineByLine()
    {
        using var folder = new TempFolder();
        var path = await new FileArchive(folder["archive"]).Write("signals", Two, default);

        await using var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.UTF8);
        (await reader.ReadToEndAsync()).ShouldBe("{\"a\":1}\n{\"b\":2}\n");
        Path.GetFileName(Path.GetDirectoryName(path)).ShouldBe("signals");
    }

    [Fact]
    public async Task Write_TheSameAgain_IsTheSameFileAndOthersAreOthers()
    {
        using var folder = new TempFolder();
        var archive = new FileArchive(folder["archive"]);
        var first = await archive.Write("signals", Two, default);
        await File.WriteAllTextAsync(first + ".new", "left by a crash");

        (await archive.Write("signals", Two, default)).ShouldBe(first);
        (await archive.Write("signals", Two[..1], default)).ShouldNotBe(first);
        (await archive.Write("runs", Two, default)).ShouldNotBe(first);
    }
}
