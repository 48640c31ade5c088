using System.Buffers;
using System.Text;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Signals;

namespace TradingFunctions.Local.Tests.Api;

public sealed class SignalBodyTests
{
    private const string Complete =
        """{"id":"s1","symbol":"AAPL","action":"BUY","quantity":10.5,"priceTarget":180,"stopLoss":175.5,"takeProfit":190,"confidence":0.7,"strategyId":"momentum","timestamp":"2025-03-07T14:30:00Z","metadata":{"note":"a"}}""";

    [Fact]
    public void Read_CompleteSignal_GivesEveryMember()
    {
        var errors = new List<FieldError>();

        var draft = SignalBody.Read(Bytes(Complete), errors);

        errors.ShouldBeEmpty();
        draft.Id.ShouldBe("s1");
        draft.Symbol.ShouldBe("AAPL");
        draft.Action.ShouldBe("BUY");
        draft.Quantity.ShouldBe(10.5m);
        draft.PriceTarget.ShouldBe(180m);
        draft.StopLoss.ShouldBe(175.5m);
        draft.TakeProfit.ShouldBe(190m);
        draft.Confidence.ShouldBe(0.7);
        draft.StrategyId.ShouldBe("momentum");
        draft.Timestamp.ShouldBe("2025-03-07T14:30:00Z");
        draft.Metadata!["note"].ShouldBe("a");
    }

    [Fact]
    public void Read_BodyInManySegments_GivesTheSameDraft()
    {
        var errors = new List<FieldError>();

        var draft = SignalBody.Read(Segments(Encoding.UTF8.GetBytes(Complete)), errors);

        errors.ShouldBeEmpty();
        draft.StrategyId.ShouldBe("momentum");
    }

    [Theory]
    [InlineData("", "body", "REQUIRED")]
    [InlineData("null", "body", "WRONG_TYPE")]
    [InlineData("[]", "body", "WRONG_TYPE")]
    [InlineData("7", "body", "WRONG_TYPE")]
    [InlineData("{\"id\":7}", "id", "WRONG_TYPE")]
    [InlineData("{\"quantity\":\"7\"}", "quantity", "WRONG_TYPE")]
    [InlineData("{\"quantity\":{\"a\":[1,2]}}", "quantity", "WRONG_TYPE")]
    [InlineData("{\"quantity\":1e400}", "quantity", "RANGE")]
    [InlineData("{\"quantity\":NaN}", "quantity", "MALFORMED_JSON")]
    [InlineData("{\"confidence\":1e400}", "confidence", "RANGE")]
    [InlineData("{\"confidence\":true}", "confidence", "WRONG_TYPE")]
    [InlineData("{\"metadata\":[]}", "metadata", "WRONG_TYPE")]
    [InlineData("{\"metadata\":{\"a\":1}}", "metadata.a", "WRONG_TYPE")]
    [InlineData("{\"metadata\":{\"a\":\"x\",\"a\":\"y\"}}", "metadata.a", "DUPLICATE_MEMBER")]
    [InlineData("{\"symbol\":\"A\",\"symbol\":\"B\"}", "symbol", "DUPLICATE_MEMBER")]
    [InlineData("{\"prise\":1}", "prise", "UNKNOWN_MEMBER")]
    [InlineData("{\"symbol\":\"\\ud800\"}", "symbol", "TEXT_ENCODING")]
    [InlineData("{\"symbol\":\"AAPL\"", "symbol", "MALFORMED_JSON")]
    [InlineData("{\"symbol\":\"AAPL\"}x", "body", "MALFORMED_JSON")]
    [InlineData("{\"symbol\":\"AAPL\"}{}", "body", "MALFORMED_JSON")]
    public void Read_WrongBody_NamesTheField(string body, string field, string code)
    {
        var errors = new List<FieldError>();

        SignalBody.Read(Bytes(body), errors);

        errors.ShouldContain(e => (e.Field == field || (field == "body" && e.Code == "MALFORMED_JSON")) && e.Code == code, string.Join(" ", errors));
    }

    [Fact]
    public void Read_MalformedJson_SaysLineAndPosition()
    {
        var errors = new List<FieldError>();

        SignalBody.Read(Bytes("{\n  \"id\": \"a\",\n  \"quantity\": 1O\n}"), errors);

        errors[^1].Line.ShouldBe(3);
        errors[^1].Position.ShouldBe(16);
        errors[^1].Field.ShouldBe("quantity");
    }

    [Fact]
    public void Read_ManyErrors_ReportsAllOfThem()
    {
        var errors = new List<FieldError>();

        var draft = SignalBody.Read(Bytes("""{"id":1,"symbol":"AAPL","quantity":"x","confidence":[],"foo":1}"""), errors);

        errors.Select(e => e.Field).ShouldBe(["id", "quantity", "confidence", "foo"]);
        draft.Symbol.ShouldBe("AAPL");
    }

    /// <summary>Cuts, doubles and flips bytes of a valid body: whatever comes out, it is read or refused, and nothing is thrown.</summary>
    [Fact]
    public void Read_MutatedBodies_NeverThrows()
    {
        var random = new Random(20250307);
        var original = Encoding.UTF8.GetBytes(Complete);
        for (var i = 0; i < 20_000; i++)
        {
            var body = original.ToList();
            for (var change = random.Next(1, 6); change > 0 && body.Count > 0; change--)
            {
                var at = random.Next(body.Count);
                switch (random.Next(4))
                {
                    case 0: body.RemoveRange(at, Math.Min(random.Next(1, 20), body.Count - at)); break;
                    case 1: body.Insert(at, (byte)random.Next(256)); break;
                    case 2: body[at] = (byte)random.Next(256); break;
                    default: body.InsertRange(at, body.GetRange(at, Math.Min(10, body.Count - at))); break;
                }
            }

            Should.NotThrow(() => SignalBody.Read(new ReadOnlySequence<byte>([.. body]), []), Encoding.Latin1.GetString([.. body]));
        }
    }

    private static ReadOnlySequence<byte> Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static ReadOnlySequence<byte> Segments(byte[] bytes)
    {
        var first = new Segment(bytes.AsMemory(0, 1), null);
        var last = first;
        for (var i = 1; i < bytes.Length; i += 3)
        {
            last = new Segment(bytes.AsMemory(i, Math.Min(3, bytes.Length - i)), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
