using System.Text;
using TradingFunctions.CosmosStub;
using TradingFunctions.Infra.Cosmos;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Tests.Cosmos;

/// <summary>What goes wrong between the store and the account.</summary>
public sealed class CosmosFaultTests : IAsyncLifetime
{
    private static readonly DocumentKey A = new(Containers.Runs, "run", "a");

    private CosmosAccountStub stub = null!;
    private CosmosDocumentStore store = null!;

    public async Task InitializeAsync()
    {
        stub = await StubStore.Start();
        store = await StubStore.Open(stub);
    }

    public async Task DisposeAsync()
    {
        store.Dispose();
        await stub.DisposeAsync();
    }

    [Fact]
    public async Task Write_WhoseAnswerIsLost_FindsThatItWasCarriedOut()
    {
        stub.Faults.Add(StubFault.LostAnswer);

        var written = await Write(StoreOperation.Create("a", Json("1")), StoreOperation.Create("b", Json("2")));

        written.Status.ShouldBe(WriteStatus.Done);
        Batches.ShouldBe(2);
        written.ETags.ShouldBe([(await Read("a"))!.ETag, (await Read("b"))!.ETag]);
    }

    [Fact]
    public async Task Replace_WhoseAnswerIsLost_GivesTheETagToGoOnWith()
    {
        var etag = (await Write(StoreOperation.Create("a", Json("1")), StoreOperation.Create("d", Json("1")))).ETags[0];
        stub.Faults.Add(StubFault.LostAnswer);

        var written = await Write(StoreOperation.Delete("d", etag: null), StoreOperation.Replace("a", Json("2"), etag));

        written.Status.ShouldBe(WriteStatus.Done);
        written.ETags[0].ShouldBeEmpty();
        (await Write(StoreOperation.Replace("a", Json("3"), written.ETags[1]))).Status.ShouldBe(WriteStatus.Done);
    }

    [Fact]
    public async Task Write_WhoseAnswerIsLostBehindSomebodyElses_IsRefused()
    {
        await Write(StoreOperation.Create("a", Json("theirs")));
        stub.Faults.Add(StubFault.LostAnswer);

        var written = await Write(StoreOperation.Create("b", Json("1")), StoreOperation.Create("a", Json("2")));

        written.ShouldBe(new WriteResult(WriteStatus.Exists, [], 1), new SameRefusal());
        (await Read("b")).ShouldBeNull();
    }

    [Fact]
    public async Task Calls_OverABrokenConnection_AreMadeAgain()
    {
        stub.Faults.Add(StubFault.Cut);
        (await Write(StoreOperation.Create("a", Json("1")))).IsDone.ShouldBeTrue();
        stub.Faults.Add(StubFault.Cut);
        (await Read("a")).ShouldNotBeNull();
        stub.Faults.Add(StubFault.Cut);
        (await Query()).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Calls_ThatAreThrottledForAWhile_AreAnswered()
    {
        stub.Faults.Add([.. Enumerable.Repeat(StubFault.Throttled(TimeSpan.FromMilliseconds(2)), 12)]);
        (await Write(StoreOperation.Create("a", Json("1")))).IsDone.ShouldBeTrue();
        stub.Faults.Add([.. Enumerable.Repeat(StubFault.Throttled(TimeSpan.FromMilliseconds(2)), 12)]);
        (await Query()).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Calls_ThatAreThrottledBeyondTheirTime_SayThatTheStoreIsBusy()
    {
        var calls = new List<CosmosCall>();
        store.Observer = calls.Add;
        foreach (var call in AllCalls())
        {
            // Longer than half of the time-out: not worth waiting for.
            stub.Faults.Add(StubFault.Throttled(TimeSpan.FromHours(1)));

            var failure = await Should.ThrowAsync<StoreException>(call);

            failure.Failure.ShouldBe(StoreFailure.Busy);
            failure.IsTransient.ShouldBeTrue();
            failure.Message.ShouldContain("429/3200");
        }

        calls.ShouldAllBe(call => call.Outcome == "throttled");
        (await Write(StoreOperation.Create("a", Json("1")))).IsDone.ShouldBeTrue();
    }

    [Theory]
    [InlineData(401, 0, StoreFailure.Unavailable, "credential")]
    [InlineData(403, 5300, StoreFailure.Unavailable, "bicep/modules/roles.bicep")]
    [InlineData(403, 1014, StoreFailure.Full, "20 GB")]
    [InlineData(404, 1003, StoreFailure.Unavailable, "store.database")]
    [InlineData(507, 0, StoreFailure.Full, "retention")]
    public async Task Calls_ThatAreRefused_SayWhatAPersonCanDo(int status, int subStatus, StoreFailure expected, string advice)
    {
        foreach (var call in AllCalls())
        {
            stub.Faults.Add(new StubFault(status, subStatus));

            var failure = await Should.ThrowAsync<StoreException>(call);

            failure.Failure.ShouldBe(expected);
            failure.Message.ShouldContain(advice);
            failure.Message.ShouldNotContain(CosmosAccountStub.Key);
        }
    }

    [Fact]
    public async Task Calls_ToAnAccountThatIsGone_EndInTime()
    {
        using var impatient = await StubStore.Open(stub, TimeSpan.FromMilliseconds(300));
        await stub.DisposeAsync();

        foreach (var call in AllCalls(impatient))
        {
            var failure = await Should.ThrowAsync<StoreException>(call);
            failure.Failure.ShouldBe(StoreFailure.Unavailable);
            failure.Message.ShouldContain("unknown");
        }
    }

    [Fact]
    public async Task Call_ThatItsCallerGivesUp_IsCancelledAndNoFailureOfTheStore()
    {
        stub.Faults.Add(StubFault.Throttled(TimeSpan.FromSeconds(30)));
        using var given = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Should.ThrowAsync<OperationCanceledException>(async () => await store.Read(A, given.Token));
    }

    private int Batches => stub.Calls.Count(call => call.Kind == StubCallKind.Batch);

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes($"\"{text}\"");

    private Task<WriteResult> Write(params StoreOperation[] operations) => store.Transact(A.Container, A.Partition, operations, CancellationToken.None).AsTask();

    private Task<StoredDocument?> Read(string id) => store.Read(A with { Id = id }, CancellationToken.None).AsTask();

    private Task<Pipeline.Durable.Page<StoredDocument>> Query() => store.Query(A.Container, A.Partition, string.Empty, afterId: null, limit: 9, descending: false, CancellationToken.None).AsTask();

    private IEnumerable<Func<Task>> AllCalls(CosmosDocumentStore? on = null)
    {
        var asked = on ?? store;
        yield return async () => await asked.Read(A, CancellationToken.None);
        yield return async () => await asked.Transact(A.Container, A.Partition, [StoreOperation.Create("x", Json("1"))], CancellationToken.None);
        yield return async () => await asked.Query(A.Container, A.Partition, string.Empty, afterId: null, limit: 9, descending: false, CancellationToken.None);
    }

    private sealed class SameRefusal : IEqualityComparer<WriteResult>
    {
        public bool Equals(WriteResult x, WriteResult y) => x.Status == y.Status && x.FailedOperation == y.FailedOperation && x.ETags.SequenceEqual(y.ETags);

        public int GetHashCode(WriteResult result) => (int)result.Status;
    }
}
