using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Infra.Cosmos.Documents;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Tests.Cosmos;

public sealed class EnvelopeTests
{
    [Fact]
    public void Envelope_OfAnyText_ReadsBackAndIsNoLargerThanCounted() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        var body = Encoding.UTF8.GetBytes(text.Get);
        using var written = Envelope.Write("the \"id\"", body, "account", "main", "mark");

        var stored = Served(written, "\"etag\"");

        stored.Document.Json.ToArray().ShouldBe(body);
        stored.Document.Id.ShouldBe("the \"id\"");
        stored.Document.ETag.ShouldBe("etag");
        stored.Mark.ShouldBe("mark");
        written.Length.ShouldBeLessThanOrEqualTo(StoreLimits.SizeOf(body));
        written.Length.ShouldBeGreaterThan(StoreLimits.SizeOf(body) - StoreLimits.BytesBesideBody);
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Envelope_WithTheLongestNames_IsNoLargerThanCounted()
    {
        var name = new string('"', DocumentKey.MaxIdLength);
        using var written = Envelope.Write(name, "{}"u8.ToArray(), "accountMonth", name, Guid.NewGuid().ToString("N"));

        // The operation names the id once more, an ETag, and some bytes of its own.
        (written.Length + name.Length + 100).ShouldBeLessThanOrEqualTo(StoreLimits.SizeOf("{}"u8));
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"_etag\":\"1\"}")]
    [InlineData("{\"id\":\"a\",\"_etag\":\"1\",\"body\":{\"x\":1}}")]
    [InlineData("{\"body\":\"1\",\"_etag\":\"1\"}")]
    public void Read_OfAnotherProgramsDocument_IsRefused(string json) =>
        Should.Throw<InvalidDataException>(() => Envelope.Read(Encoding.UTF8.GetBytes(json)));

    /// <summary>As the service gives it: written anew, with properties of its own.</summary>
    private static Envelope Served(MemoryStream written, string etag)
    {
        var document = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(written.ToArray())!;
        document["_etag"] = JsonSerializer.SerializeToElement(etag);
        document["_ts"] = JsonSerializer.SerializeToElement(1);
        document["_nested"] = JsonSerializer.SerializeToElement(new { id = "b", body = "c" });
        return Envelope.Read(JsonSerializer.SerializeToUtf8Bytes(document));
    }
}
