using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Tests.Configuration;

public sealed class StoreOptionsTests
{
    private const string Account = "https://name.documents.azure.com:443/";
    private const string Emulator = "https://localhost:8081";

    [Theory]
    [InlineData(Account, null)]
    [InlineData(Emulator, "key")]
    [InlineData("http://127.0.0.1:8081", "key")]
    public void Cosmos_OfAnAccountOrEmulator_IsValid(string endpoint, string? key) => Errors(new StoreOptions { Endpoint = endpoint, Key = key }).ShouldBeEmpty();

    [Theory]
    [InlineData(null, null, "store.endpoint: must be an https address")]
    [InlineData("name", null, "store.endpoint: must be an https address")]
    [InlineData("http://name.documents.azure.com", null, "store.endpoint: must be an https address")]
    [InlineData(Account, "a-key", "store.key: is for an emulator")]
    [InlineData(Emulator, null, "store.key: must be set")]
    public void Cosmos_ThatCannotBeReached_NamesTheSettingAndNotTheKey(string? endpoint, string? key, string expected)
    {
        var error = Errors(new StoreOptions { Endpoint = endpoint, Key = key }).ShouldHaveSingleItem();
        error.ShouldStartWith(expected);
        error.ShouldNotContain("a-key");
    }

    [Fact]
    public void Cosmos_WithoutPatienceOrDatabase_NamesBoth() =>
        Errors(new StoreOptions { Endpoint = Account, Timeout = TimeSpan.Zero, Database = "" }).Select(error => error.Split(':')[0]).ShouldBe(["store.database", "store.timeout"], ignoreOrder: true);

    [Fact]
    public void Key_IsShownToNobody() =>
        new TradingOptions { Store = new StoreOptions { Key = "a-key" } }.WithoutSecrets().Store.Key.ShouldBe("***");

    private static string[] Errors(StoreOptions store)
    {
        var options = new TradingOptions { Store = store with { Kind = StoreKind.Cosmos } };
        return [.. TradingOptionsValidator.Validate(options).Select(error => error.ToString()).Where(error => error.StartsWith("store.", StringComparison.Ordinal) && !error.StartsWith("store.kind", StringComparison.Ordinal))];
    }
}
