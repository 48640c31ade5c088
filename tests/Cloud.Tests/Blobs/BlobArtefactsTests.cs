using System.Text;
using TradingFunctions.Infra.Blobs;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Cloud.Tests.Blobs;

/// <summary>Artefacts and archives in blob storage, over the package's client and HTTP.</summary>
public sealed class BlobArtefactsTests : IAsyncLifetime
{
    /// <summary>What goes to the service at a time.</summary>
    const int Block = 4 * 1024 * 1024;

    BlobStub _stub = null!;
    BlobArtefacts _artefacts = null!;

    public async Task InitializeAsync()
    {
        _stub = await BlobStub.Start();
        _artefacts = new BlobArtefacts(_stub.Container("artefacts"));
    }

    public async Task DisposeAsync() => await _stub.DisposeAsync();

    [Fact]
    public async Task Artefact_ThatWasWritten_IsReadListedReplacedAndDeleted()
    {
        await Write("run", "b.json", "first");
        await Write("run", "a.csv.gz", "12");
        await Write("run-2", "b.json", "of another");
        await Write("run", "b.json", "second");

        Read("run", "b.json").ShouldBe("second");
        _artefacts.List("run").ShouldBe([new Artefact("a.csv.gz", 2), new Artefact("b.json", 6)]);
        _stub.Names.ShouldBe(["artefacts/run-2/b.json", "artefacts/run/a.csv.gz", "artefacts/run/b.json"]);

        _artefacts.Delete("run", "b.json");
        _artefacts.Delete("run", "b.json");

        Read("run", "b.json").ShouldBeNull();
        Read("run-2", "b.json").ShouldBe("of another");
    }

    [Fact]
    public async Task Artefact_WhoseWriterFails_StaysAsItWas()
    {
        await Write("run", "a.json", "whole");

        await Should.ThrowAsync<FormatException>(() => _artefacts.Write(
            "run",
            "a.json",
            stream =>
            {
                stream.Write("half"u8);
                throw new FormatException();
            },
            CancellationToken.None));

        Read("run", "a.json").ShouldBe("whole");
    }

    [Fact]
    public async Task Artefact_ThatIsLong_GoesOutInBlocksWhileItIsWritten()
    {
        var content = Content(3 * Block);
        using var first = new ManualResetEventSlim();
        _stub.Before = request => Set(first, request.Query["comp"] == "block");

        await _artefacts.Write(
            "run",
            "a.bin",
            stream =>
            {
                stream.Write(content.AsSpan(0, 2 * Block));

                // The service has the first block before the rest is there.
                first.Wait(TimeSpan.FromMinutes(2)).ShouldBeTrue();
                _stub.Names.ShouldBeEmpty();
                stream.Write(content.AsSpan(2 * Block));
            },
            CancellationToken.None);

        _stub.Content("artefacts", "run/a.bin").AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task Artefact_WhoseWriterFailsBehindTheFirstBlocks_StaysAsItWas()
    {
        await Write("run", "a.json", "whole");

        await Should.ThrowAsync<FormatException>(() => _artefacts.Write(
            "run",
            "a.json",
            stream =>
            {
                stream.Write(Content(3 * Block));
                throw new FormatException();
            },
            CancellationToken.None));

        Read("run", "a.json").ShouldBe("whole");
    }

    [Fact]
    public async Task Artefact_ThatIsRead_ComesInOneRequestAndKnowsItsLength()
    {
        _stub.Put("artefacts", "run/a.bin", Content(Block));

        await using var stream = _artefacts.OpenRead("run", "a.bin")!;

        stream.Length.ShouldBe(Block);
        (await Bytes(stream)).AsSpan().SequenceEqual(Content(Block)).ShouldBeTrue();
        _stub.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Artefact_WhoseConnectionBreaks_IsReadOnWhereItBroke()
    {
        _stub.Put("artefacts", "run/a.bin", Content(Block));
        _stub.CutAfter = 100_000;

        await using var stream = _artefacts.OpenRead("run", "a.bin")!;

        (await Bytes(stream)).AsSpan().SequenceEqual(Content(Block)).ShouldBeTrue();
        _stub.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Artefact_ThatIsReplacedWhileItIsRead_IsAnIoFailureAndNeverAMixture()
    {
        _stub.Put("artefacts", "run/a.bin", Content(Block));
        _stub.CutAfter = 100_000;

        await using var stream = _artefacts.OpenRead("run", "a.bin")!;
        _stub.Put("artefacts", "run/a.bin", new byte[Block]);

        (await Should.ThrowAsync<IOException>(() => Bytes(stream))).Message.ShouldContain("/artefacts/run/a.bin: cannot be read: ConditionNotMet");
    }

    [Theory]
    [InlineData("run", "../other/a.json")]
    [InlineData("..", "a.json")]
    [InlineData("run", "")]
    [InlineData("run", "a/b")]
    public async Task Artefact_OfWhatIsNoName_AsksNobody(string run, string name)
    {
        await Should.ThrowAsync<ArgumentException>(() => Write(run, name, "text"));
        _artefacts.OpenRead(run, name).ShouldBeNull();
        _artefacts.Delete(run, name);
        _stub.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Service_ThatIsAway_IsAnIoFailureThatNamesIt()
    {
        _stub.Fault = (503, "ServerBusy");

        (await Should.ThrowAsync<IOException>(() => Write("run", "a.json", "text"))).Message.ShouldContain("/artefacts/run/a.json: cannot be written: ServerBusy");
        Should.Throw<IOException>(() => _artefacts.OpenRead("run", "a.json")).Message.ShouldContain("cannot be read: ServerBusy");
        Should.Throw<IOException>(() => _artefacts.Delete("run", "a.json")).Message.ShouldContain("cannot be removed");
        Should.Throw<IOException>(() => _artefacts.List("run")).Message.ShouldContain("cannot be listed");
    }

    [Fact]
    public async Task Archive_WrittenAgain_IsTheSameBlobAndIsNotReplaced()
    {
        var archive = new BlobArchive(_stub.Container("archive"));
        ReadOnlyMemory<byte>[] documents = [Encoding.UTF8.GetBytes("{\"a\":1}"), Encoding.UTF8.GetBytes("{\"a\":2}")];

        var first = await archive.Write("signals", documents, CancellationToken.None);
        var content = _stub.Content("archive", _stub.Names.Single()["archive/".Length..]);
        var second = await archive.Write("signals", documents, CancellationToken.None);

        second.ShouldBe(first);
        _stub.Content("archive", _stub.Names.Single()["archive/".Length..]).ShouldBeSameAs(content);
        using var text = new StreamReader(new System.IO.Compression.GZipStream(new MemoryStream(content), System.IO.Compression.CompressionMode.Decompress));
        (await text.ReadToEndAsync()).ShouldBe("{\"a\":1}\n{\"a\":2}\n");

        _stub.Fault = (403, "AuthorizationFailure");
        (await Should.ThrowAsync<StoreException>(() => archive.Write("signals", documents, CancellationToken.None))).Message.ShouldContain("AuthorizationFailure");
    }

    static void Set(ManualResetEventSlim signal, bool isDue)
    {
        if (isDue)
            signal.Set();
    }

    static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(3).NextBytes(content);
        return content;
    }

    static async Task<byte[]> Bytes(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    Task Write(string run, string name, string text) => _artefacts.Write(run, name, stream => stream.Write(Encoding.UTF8.GetBytes(text)), CancellationToken.None);

    string? Read(string run, string name)
    {
        using var stream = _artefacts.OpenRead(run, name);
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }
}
