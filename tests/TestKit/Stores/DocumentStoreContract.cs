using System.Globalization;
using System.Text;
using Shouldly;
using TradingFunctions.Pipeline.Ports;
using Xunit;

namespace TradingFunctions.TestKit.Stores;

/// <summary>What every document store promises. A test class per adapter derives from it.</summary>
public abstract class DocumentStoreContract
{
    private const string Container = Containers.Runs;

    /// <summary>Of this test alone: a store may be one that others use.</summary>
    private readonly string partition = $"run-{Guid.NewGuid():N}";

    private string OtherPartition => partition + "-2";

    /// <summary>Begins like the first.</summary>
    private string LongerPartition => partition + "0";

    /// <summary>Partitions that a test may have left documents in.</summary>
    protected IEnumerable<(string Container, string Partition)> Touched =>
        [(Container, partition), (Container, OtherPartition), (Container, LongerPartition), (Containers.Trading, partition), .. "abc".Select(c => (Containers.Signals, Signal(c)))];

    /// <summary>A store over the files or database of this test; called again, a second handle on the same content after the first was closed.</summary>
    protected abstract IDocumentStore Open();

    /// <summary>Closes a store as an orderly host would.</summary>
    protected abstract void Close(IDocumentStore store);

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(StoredDocument? document) => Encoding.UTF8.GetString(document.ShouldNotBeNull().Json.Span);

    private ValueTask<WriteResult> Write(IDocumentStore store, params StoreOperation[] operations) => store.Transact(Container, partition, operations, CancellationToken.None);

    private ValueTask<StoredDocument?> Read(IDocumentStore store, string id) => store.Read(new DocumentKey(Container, partition, id), CancellationToken.None);

    private async Task<string[]> Ids(IDocumentStore store, string prefix, string? after = null, int limit = 100, bool descending = false) =>
        [.. (await store.Query(Container, partition, prefix, after, limit, descending, CancellationToken.None)).Items.Select(d => d.Id)];

    private static StoreOperation[] Creates(params string[] ids) => [.. ids.Select(id => StoreOperation.Create(id, Json($"\"{id}\"")))];

    [Fact]
    public async Task Read_Unknown_IsNull()
    {
        var store = Open();
        (await Read(store, "nothing")).ShouldBeNull();
        Close(store);
    }

    [Fact]
    public async Task Create_New_ReadsBackWithItsETag()
    {
        var store = Open();
        var result = await Write(store, StoreOperation.Create("a", Json("{\"x\":1}")));
        result.IsDone.ShouldBeTrue();
        result.FailedOperation.ShouldBe(-1);
        var document = await Read(store, "a");
        Text(document).ShouldBe("{\"x\":1}");
        document!.ETag.ShouldBe(result.ETags.ShouldHaveSingleItem());
        Close(store);
    }

    [Fact]
    public async Task Create_Existing_IsExistsAndChangesNothing()
    {
        var store = Open();
        await Write(store, StoreOperation.Create("a", Json("1")));
        var second = await Write(store, StoreOperation.Create("a", Json("2")));
        second.Status.ShouldBe(WriteStatus.Exists);
        second.FailedOperation.ShouldBe(0);
        second.ETags.ShouldBeEmpty();
        Text(await Read(store, "a")).ShouldBe("1");
        Close(store);
    }

    [Fact]
    public async Task Replace_CurrentETag_WritesAndGivesAnother()
    {
        var store = Open();
        var etag = (await Write(store, StoreOperation.Create("a", Json("1")))).ETags[0];
        var replaced = await Write(store, StoreOperation.Replace("a", Json("2"), etag));
        replaced.IsDone.ShouldBeTrue();
        replaced.ETags[0].ShouldNotBe(etag);
        var document = await Read(store, "a");
        Text(document).ShouldBe("2");
        document!.ETag.ShouldBe(replaced.ETags[0]);
        Close(store);
    }

    [Fact]
    public async Task Replace_EqualBody_StillChangesTheETag()
    {
        var store = Open();
        var etag = (await Write(store, StoreOperation.Create("a", Json("1")))).ETags[0];
        (await Write(store, StoreOperation.Replace("a", Json("1"), etag))).ETags[0].ShouldNotBe(etag);
        Close(store);
    }

    [Fact]
    public async Task Replace_OldETag_IsChanged()
    {
        var store = Open();
        var etag = (await Write(store, StoreOperation.Create("a", Json("1")))).ETags[0];
        await Write(store, StoreOperation.Replace("a", Json("2"), etag));
        (await Write(store, StoreOperation.Replace("a", Json("3"), etag))).Status.ShouldBe(WriteStatus.Changed);
        Text(await Read(store, "a")).ShouldBe("2");
        Close(store);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("-1")]
    public async Task Replace_StrangeETag_IsChanged(string etag)
    {
        var store = Open();
        await Write(store, StoreOperation.Create("a", Json("1")));
        (await Write(store, StoreOperation.Replace("a", Json("2"), etag))).Status.ShouldBe(WriteStatus.Changed);
        Close(store);
    }

    [Fact]
    public async Task Replace_NullETag_TakesAny()
    {
        var store = Open();
        await Write(store, StoreOperation.Create("a", Json("1")));
        (await Write(store, StoreOperation.Replace("a", Json("2"), etag: null))).IsDone.ShouldBeTrue();
        Text(await Read(store, "a")).ShouldBe("2");
        Close(store);
    }

    [Fact]
    public async Task ReplaceAndDelete_Unknown_AreMissing()
    {
        var store = Open();
        (await Write(store, StoreOperation.Replace("a", Json("1"), etag: null))).Status.ShouldBe(WriteStatus.Missing);
        (await Write(store, StoreOperation.Delete("a", etag: null))).Status.ShouldBe(WriteStatus.Missing);
        (await Read(store, "a")).ShouldBeNull();
        Close(store);
    }

    [Fact]
    public async Task Delete_CurrentETag_Removes()
    {
        var store = Open();
        var etag = (await Write(store, StoreOperation.Create("a", Json("1")))).ETags[0];
        (await Write(store, StoreOperation.Delete("a", "0"))).Status.ShouldBe(WriteStatus.Changed);
        (await Write(store, StoreOperation.Delete("a", etag))).ETags.ShouldBe([string.Empty]);
        (await Read(store, "a")).ShouldBeNull();
        Close(store);
    }

    [Fact]
    public async Task Create_AfterDelete_DoesNotBringAnOldETagBack()
    {
        var store = Open();
        var first = (await Write(store, StoreOperation.Create("a", Json("1")))).ETags[0];
        await Write(store, StoreOperation.Delete("a", first));
        var second = (await Write(store, StoreOperation.Create("a", Json("2")))).ETags[0];
        second.ShouldNotBe(first);
        (await Write(store, StoreOperation.Replace("a", Json("3"), first))).Status.ShouldBe(WriteStatus.Changed);
        Close(store);
    }

    [Fact]
    public async Task Transact_GuardedByAReplaceOfWhatWasRead_FailsAsAWholeOnceTheGuardHasChanged()
    {
        var store = Open();
        var etag = (await Write(store, StoreOperation.Create("guard", Json("1")))).ETags[0];
        var next = (await Write(store, StoreOperation.Replace("guard", Json("1"), etag), StoreOperation.Create("a", Json("2")))).ETags[0];
        var result = await Write(store, StoreOperation.Create("b", Json("2")), StoreOperation.Replace("guard", Json("1"), etag));
        result.Status.ShouldBe(WriteStatus.Changed);
        result.FailedOperation.ShouldBe(1);
        (await Read(store, "b")).ShouldBeNull();
        (await Read(store, "guard"))!.ETag.ShouldBe(next);
        Close(store);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Transact_OneOperationFails_WritesNothingAndNamesIt(int failing)
    {
        var store = Open();
        await Write(store, [.. Creates("taken"), StoreOperation.Create("kept", Json("1"))]);
        var operations = new List<StoreOperation> { StoreOperation.Create("n1", Json("1")), StoreOperation.Replace("kept", Json("2"), etag: null), StoreOperation.Create("n2", Json("3")) };
        operations.Insert(failing, StoreOperation.Create("taken", Json("0")));

        var result = await Write(store, [.. operations]);

        result.Status.ShouldBe(WriteStatus.Exists);
        result.FailedOperation.ShouldBe(failing);
        (await Ids(store, string.Empty)).ShouldBe(["kept", "taken"]);
        Text(await Read(store, "kept")).ShouldBe("1");
        Close(store);
    }

    [Fact]
    public async Task Transact_AllKinds_AppliesAllInOrder()
    {
        var store = Open();
        await Write(store, Creates("r", "d"));
        var result = await Write(store, StoreOperation.Create("c", Json("1")), StoreOperation.Replace("r", Json("2"), etag: null), StoreOperation.Delete("d", etag: null));
        result.ETags.Count.ShouldBe(3);
        (await Ids(store, string.Empty)).ShouldBe(["c", "r"]);
        Close(store);
    }

    [Fact]
    public async Task Transact_HundredOperations_AreTaken_OneMoreIsNot()
    {
        var store = Open();
        StoreOperation[] Many(int count) => Creates([.. Enumerable.Range(0, count).Select(i => i.ToString("D3", CultureInfo.InvariantCulture))]);
        await Should.ThrowAsync<ArgumentException>(async () => await Write(store, Many(101)));
        await Should.ThrowAsync<ArgumentException>(async () => await Write(store));
        (await Write(store, Many(100))).ETags.Distinct().Count().ShouldBe(100);
        (await Ids(store, string.Empty, limit: 200)).Length.ShouldBe(100);
        Close(store);
    }

    [Fact]
    public async Task Transact_OfTheLargestSize_IsTaken_OneByteMoreIsNot()
    {
        var store = Open();
        var half = (StoreLimits.MaxTransactionBytes / 2) - StoreLimits.SizeOf("\"\""u8);
        ReadOnlyMemory<byte> Document(int size) => Json($"\"{new string('x', size)}\"");
        await Should.ThrowAsync<ArgumentException>(async () => await Write(store, StoreOperation.Create("a", Document(half)), StoreOperation.Create("b", Document(half + 1))));
        (await Write(store, StoreOperation.Create("a", Document(half)), StoreOperation.Create("b", Document(half)))).IsDone.ShouldBeTrue();
        (await Read(store, "b"))!.Json.Length.ShouldBe(half + 2);
        Close(store);
    }

    [Fact]
    public async Task Transact_OfADocumentFullOfQuotes_IsRefusedOnceItsTextIsTooLarge()
    {
        var store = Open();
        ReadOnlyMemory<byte> Document(int strings) => Json($"[{string.Join(',', Enumerable.Repeat("\"\"", strings))}]");
        // An empty string and its comma are three bytes and five as text.
        const int Most = (StoreLimits.MaxTransactionBytes - StoreLimits.BytesBesideBody - 1) / 5;
        await Should.ThrowAsync<ArgumentException>(async () => await Write(store, StoreOperation.Create("a", Document(Most + 1))));
        (await Write(store, StoreOperation.Create("a", Document(Most)))).IsDone.ShouldBeTrue();
        Close(store);
    }

    [Fact]
    public async Task Transact_OneIdTwice_IsRefused()
    {
        var store = Open();
        await Should.ThrowAsync<ArgumentException>(async () => await Write(store, Creates("a", "a")));
        await Should.ThrowAsync<ArgumentException>(async () => await Write(store, Creates([.. Enumerable.Range(0, 20).Select(i => i.ToString(CultureInfo.InvariantCulture)), "7"])));
        Close(store);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a\nb")]
    [InlineData("é")]
    public async Task Id_OutsideTheAlphabet_IsRefused(string id)
    {
        var store = Open();
        await Should.ThrowAsync<ArgumentException>(async () => await Write(store, StoreOperation.Create(id, Json("1"))));
        await Should.ThrowAsync<ArgumentException>(async () => await Read(store, id));
        Close(store);
    }

    [Fact]
    public async Task Id_Of255Characters_IsTaken_OneMoreIsNot()
    {
        var store = Open();
        var id = new string('i', 255);
        (await Write(store, StoreOperation.Create(id, Json("1")))).IsDone.ShouldBeTrue();
        Text(await Read(store, id)).ShouldBe("1");
        await Should.ThrowAsync<ArgumentException>(async () => await Write(store, StoreOperation.Create(id + "i", Json("1"))));
        Close(store);
    }

    [Fact]
    public async Task Ids_DifferByCase()
    {
        var store = Open();
        await Write(store, Creates("a", "A"));
        (await Ids(store, string.Empty)).ShouldBe(["A", "a"]);
        Close(store);
    }

    [Fact]
    public async Task Query_OrdersByIdOrdinally()
    {
        var store = Open();
        string[] ids = ["b:10", "b:9", "B:1", "a", "b", "b:", "b:~", "b;1", "a b", "b.1", "b-1", "b_1"];
        await Write(store, Creates(ids));
        (await Ids(store, string.Empty)).ShouldBe(ids.Order(StringComparer.Ordinal));
        (await Ids(store, string.Empty, descending: true)).ShouldBe(ids.OrderDescending(StringComparer.Ordinal));
        (await Ids(store, "b:")).ShouldBe(["b:", "b:10", "b:9", "b:~"]);
        (await Ids(store, "b:", descending: true)).ShouldBe(["b:~", "b:9", "b:10", "b:"]);
        (await Ids(store, "c")).ShouldBeEmpty();
        Close(store);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 7)]
    [InlineData(false, 25)]
    [InlineData(true, 1)]
    [InlineData(true, 7)]
    [InlineData(true, 25)]
    public async Task Query_PageByPage_GivesEachDocumentOnce(bool descending, int limit)
    {
        var store = Open();
        var ids = Enumerable.Range(0, 25).Select(i => $"x:{i:D3}").ToArray();
        await Write(store, Creates([.. ids, "w", "y"]));
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await store.Query(Container, partition, "x:", after, limit, descending, CancellationToken.None);
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(page.Items.Select(d => d.Id));
            after = page.Next;
        }
        while (after is not null);
        seen.ShouldBe(descending ? ids.Reverse() : ids);
        Close(store);
    }

    [Fact]
    public async Task Query_AfterAnIdThatIsNotThere_GoesOnBehindIt()
    {
        var store = Open();
        await Write(store, Creates("x:1", "x:11", "x:2", "x:3"));
        (await Ids(store, "x:", after: "x:15")).ShouldBe(["x:2", "x:3"]);
        (await Ids(store, "x:", after: "x:1")).ShouldBe(["x:11", "x:2", "x:3"]);
        (await Ids(store, "x:", after: "x:15", descending: true)).ShouldBe(["x:11", "x:1"]);
        (await Ids(store, "x:", after: "a")).ShouldBe(["x:1", "x:11", "x:2", "x:3"]);
        (await Ids(store, "x:", after: "z")).ShouldBeEmpty();
        (await Ids(store, "x:", after: "a", descending: true)).ShouldBeEmpty();
        Close(store);
    }

    [Fact]
    public async Task Query_GivesBodiesAndETags()
    {
        var store = Open();
        var result = await Write(store, Creates("a", "b"));
        var page = await store.Query(Container, partition, string.Empty, afterId: null, limit: 2, descending: false, CancellationToken.None);
        page.Next.ShouldBeNull();
        page.Items.Select(d => d.ETag).ShouldBe(result.ETags);
        page.Items.Select(Text).ShouldBe(["\"a\"", "\"b\""]);
        Close(store);
    }

    [Fact]
    public async Task Partitions_AndContainers_AreApart()
    {
        var store = Open();
        await Write(store, StoreOperation.Create("a", Json("1")));
        await store.Transact(Container, OtherPartition, [StoreOperation.Create("a", Json("2"))], CancellationToken.None);
        await store.Transact(Containers.Trading, partition, [StoreOperation.Create("a", Json("3"))], CancellationToken.None);
        await store.Transact(Container, LongerPartition, [StoreOperation.Create("z", Json("4"))], CancellationToken.None);
        Text(await Read(store, "a")).ShouldBe("1");
        (await Ids(store, string.Empty)).ShouldBe(["a"]);
        Text(await store.Read(new DocumentKey(Container, OtherPartition, "a"), CancellationToken.None)).ShouldBe("2");
        Text(await store.Read(new DocumentKey(Containers.Trading, partition, "a"), CancellationToken.None)).ShouldBe("3");
        Close(store);
    }

    [Fact]
    public async Task Increments_ByManyAtOnce_LoseNothing()
    {
        const int Callers = 16;
        const int Each = 25;
        var store = Open();
        await Write(store, StoreOperation.Create("counter", Json("0")));

        async Task Increment()
        {
            for (var done = 0; done < Each;)
            {
                var current = await Read(store, "counter");
                var next = int.Parse(Text(current), CultureInfo.InvariantCulture) + 1;
                if ((await Write(store, StoreOperation.Replace("counter", Json(next.ToString(CultureInfo.InvariantCulture)), current!.ETag))).IsDone)
                    done++;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(Increment)));
        Text(await Read(store, "counter")).ShouldBe((Callers * Each).ToString(CultureInfo.InvariantCulture));
        Close(store);
    }

    [Fact]
    public async Task Creates_OfOneIdByManyAtOnce_HaveOneWinner()
    {
        var store = Open();
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(async () =>
            await Write(store, StoreOperation.Create($"mine:{i}", Json("1")), StoreOperation.Create("slot", Json($"{i}"))))));
        var winner = results.Index().Single(r => r.Item.IsDone).Index;
        results.Where(r => !r.IsDone).ShouldAllBe(r => r.Status == WriteStatus.Exists && r.FailedOperation == 1);
        Text(await Read(store, "slot")).ShouldBe($"{winner}");
        (await Ids(store, "mine:")).ShouldBe([$"mine:{winner}"]);
        Close(store);
    }

    [Fact]
    public async Task Write_OnceReturned_IsSeenByEveryReader()
    {
        var store = Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await Write(store, StoreOperation.Create($"c{caller}:{i}", Json("1")));
                (await Read(store, $"c{caller}:{i}")).ShouldNotBeNull();
            }
        })));
        Close(store);
    }

    [Fact]
    public async Task Reopen_KeepsDocumentsAndETags()
    {
        var store = Open();
        var etag = (await Write(store, StoreOperation.Create("a", Json("1")))).ETags[0];
        Close(store);

        var again = Open();
        (await Read(again, "a"))!.ETag.ShouldBe(etag);
        var replaced = await Write(again, StoreOperation.Replace("a", Json("2"), etag));
        replaced.IsDone.ShouldBeTrue();
        replaced.ETags[0].ShouldNotBe(etag);
        Close(again);
    }

    [Fact]
    public async Task Bytes_ArePreserved()
    {
        var store = Open();
        var json = Json("{ \"t\" : \"ü€😀\\u0000\", \"n\":1.50, \"z\":[ ] }");
        await Write(store, StoreOperation.Create("a", json));
        (await Read(store, "a"))!.Json.ToArray().ShouldBe(json.ToArray());
        Close(store);
    }

    [Fact]
    public async Task Bytes_ArePreservedInQueries()
    {
        var store = Open();
        var json = Json("{\"price\":12345678901234567.123456789,\"t\":\"\\\"ü€😀\\u2028\\/\"}");
        await Write(store, StoreOperation.Create("a", json));
        (await store.Query(Container, partition, string.Empty, afterId: null, limit: 1, descending: false, CancellationToken.None)).Items.ShouldHaveSingleItem().Json.ToArray().ShouldBe(json.ToArray());
        Close(store);
    }

    [Fact]
    public async Task Partitions_OfSignals_AreListedWhileTheyHaveDocuments()
    {
        var store = Open();
        var index = (IPartitionIndex)store;
        async Task<string[]> List(char? after, int limit) => [.. await index.Partitions(Containers.Signals, after is { } c ? Signal(c) : partition, limit, CancellationToken.None)];
        foreach (var c in "cab")
            (await store.Transact(Containers.Signals, Signal(c), Creates("one", "two"), CancellationToken.None)).IsDone.ShouldBeTrue();

        (await List(after: null, limit: 2)).ShouldBe([Signal('a'), Signal('b')]);
        (await List('b', limit: 1)).ShouldBe([Signal('c')]);

        await store.Transact(Containers.Signals, Signal('b'), [StoreOperation.Delete("one", etag: null)], CancellationToken.None);
        (await List('a', limit: 1)).ShouldBe([Signal('b')]);
        await store.Transact(Containers.Signals, Signal('b'), [StoreOperation.Delete("two", etag: null)], CancellationToken.None);
        (await List('a', limit: 1)).ShouldBe([Signal('c')]);

        (await store.Transact(Containers.Signals, Signal('b'), Creates("one"), CancellationToken.None)).IsDone.ShouldBeTrue();
        (await List('a', limit: 1)).ShouldBe([Signal('b')]);
        Close(store);
    }

    [Fact]
    public async Task Partitions_OfAContainerWithoutIndex_AreRefused()
    {
        var store = Open();
        await Should.ThrowAsync<ArgumentException>(async () => await ((IPartitionIndex)store).Partitions(Containers.Trading, after: null, limit: 1, CancellationToken.None));
        Close(store);
    }

    private string Signal(char c) => $"{partition}:{c}";

    [Fact]
    public async Task Cancelled_BeforeTheCall_WritesNothing()
    {
        var store = Open();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await store.Transact(Container, partition, Creates("a"), cancelled.Token));
        (await Read(store, "a")).ShouldBeNull();
        Close(store);
    }
}
