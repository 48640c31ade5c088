using System.Reflection;
using System.Runtime.ExceptionServices;
using TradingFunctions.Infra.Cosmos;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Infra.Tests.Cosmos;

/// <summary>
/// The store's contract against an account or emulator of one's own: <c>COSMOS_ENDPOINT</c>, with an emulator also <c>COSMOS_KEY</c>, and <c>COSMOS_DATABASE</c> where
/// that is not <c>trading</c>. Documents are made in partitions of their own and removed.
/// </summary>
public sealed class CosmosAccountTests
{
    public static TheoryData<string, object[]> Promises()
    {
        var all = new TheoryData<string, object[]>();
        foreach (var method in typeof(DocumentStoreContract).GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null))
        {
            var cases = method.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(method)).DefaultIfEmpty([]);
            foreach (var arguments in cases)
                all.Add(method.Name, arguments);
        }

        return all;
    }

    [AccountTheory]
    [MemberData(nameof(Promises))]
    public async Task Account_AsASqliteFile_Keeps(string promise, object[] arguments)
    {
        await using var contract = new Contract();
        try
        {
            await (Task)typeof(DocumentStoreContract).GetMethod(promise)!.Invoke(contract, arguments)!;
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
        }
    }

    private sealed class Contract : DocumentStoreContract, IAsyncDisposable
    {
        private static readonly StoreOptions Options = new()
        {
            Kind = StoreKind.Cosmos,
            Endpoint = AccountTheoryAttribute.Endpoint,
            Key = Environment.GetEnvironmentVariable("COSMOS_KEY"),
            Database = Environment.GetEnvironmentVariable("COSMOS_DATABASE") ?? "trading",
        };

        protected override IDocumentStore Open() => CosmosDocumentStore.Open(Options, CancellationToken.None).GetAwaiter().GetResult();

        protected override void Close(IDocumentStore store) => ((CosmosDocumentStore)store).Dispose();

        public async ValueTask DisposeAsync()
        {
            using var store = await CosmosDocumentStore.Open(Options, CancellationToken.None);
            foreach (var (container, partition) in Touched)
            {
                while ((await store.Query(container, partition, string.Empty, afterId: null, StoreLimits.MaxOperations, descending: false, CancellationToken.None)).Items is { Count: > 0 } left)
                    await store.Transact(container, partition, [.. left.Select(document => StoreOperation.Delete(document.Id, etag: null))], CancellationToken.None);
            }
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class AccountTheoryAttribute : TheoryAttribute
    {
        public AccountTheoryAttribute() => Skip = string.IsNullOrEmpty(Endpoint) ? "COSMOS_ENDPOINT names no account or emulator." : null;

        public static string? Endpoint => Environment.GetEnvironmentVariable("COSMOS_ENDPOINT");
    }
}
