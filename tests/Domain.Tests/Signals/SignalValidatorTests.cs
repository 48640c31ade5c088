using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Tests.Signals;

public sealed class SignalValidatorTests
{
    private static readonly DateTime Now = new(2025, 3, 7, 15, 0, 0, DateTimeKind.Utc);

    private static readonly SignalDraft Good = new(
        "s-1", "AAPL", "BUY", 10, 100, 95, 110, 0.8, "momentum", "2025-03-07T14:59:00Z", new Dictionary<string, string?> { ["note"] = "b", ["a"] = "" });

    [Fact]
    public void Validate_GoodDraft_GivesTheSignal()
    {
        var result = Validate(Good);

        result.Errors.ShouldBeEmpty();
        result.IsValid.ShouldBeTrue();
        var signal = result.Signal!;
        signal.Id.ShouldBe(new SignalId("s-1"));
        signal.Action.ShouldBe(SignalAction.Buy);
        signal.Quantity.ShouldBe(new Quantity(10));
        signal.TakeProfit.ShouldBe(new Price(110));
        signal.TimestampUtc.ShouldBe(Now.AddMinutes(-1));
        signal.TimestampUtc.Kind.ShouldBe(DateTimeKind.Utc);
        signal.Metadata.Keys.ShouldBe(["a", "note"]);
    }

    [Fact]
    public void Validate_OnlyWhatIsRequired_IsEnough() =>
        Validate(new SignalDraft("s", "AAPL", "hold", Confidence: 0, StrategyId: "x", Timestamp: "2025-03-07T10:00:00-05:00")).Signal!.Quantity.ShouldBeNull();

    [Fact]
    public void Validate_EmptyDraft_NamesEveryRequiredField() => Errors(new SignalDraft()).ShouldBe(
        ["id REQUIRED", "symbol REQUIRED", "action REQUIRED", "confidence REQUIRED", "strategyId REQUIRED", "timestamp REQUIRED"]);

    [Fact]
    public void Validate_AllWrong_ReportsAllAtOnce() => Errors(new SignalDraft(
        "bad id", "aapl", "SHORT", -1, 0, -5, 10_000_001, 1.5, "", "yesterday", new Dictionary<string, string?> { [""] = "x", ["k"] = null })).ShouldBe(
        [
            "id FORMAT", "symbol FORMAT", "action UNKNOWN", "quantity RANGE", "priceTarget RANGE", "stopLoss RANGE", "takeProfit RANGE", "confidence RANGE",
            "strategyId REQUIRED", "timestamp FORMAT", "metadata REQUIRED", "metadata.k REQUIRED",
        ]);

    [Theory]
    [InlineData("1", null)]
    [InlineData("1000000", null)]
    [InlineData("1000000.000000001", "RANGE")]
    [InlineData("0", "RANGE")]
    [InlineData("0.000000001", null)]
    [InlineData("0.0000000001", "PRECISION")]
    public void Validate_Quantity_HasBounds(string quantity, string? code) => Only("quantity", code, Good with { Quantity = decimal.Parse(quantity) });

    [Fact]
    public void Validate_FractionalQuantityWhereSharesAreWhole_IsRefused()
    {
        var whole = SignalRules.Default with { AllowFractional = false };

        SignalValidator.Validate(Good with { Quantity = 1.5m }, whole, Now).Errors.ShouldHaveSingleItem().Code.ShouldBe("FRACTIONAL");
        SignalValidator.Validate(Good with { Quantity = 2.0m }, whole, Now).IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("BUY", 100, 99.99, 100.01, true)]
    [InlineData("BUY", 100, 100, 110, false)]
    [InlineData("BUY", 100, 90, 100, false)]
    [InlineData("SELL", 100, 100.01, 99.99, true)]
    [InlineData("SELL", 100, 100, 90, false)]
    [InlineData("SELL", 100, 110, 100, false)]
    [InlineData("HOLD", 100, 200, 50, true)]
    public void Validate_StopAndProfit_MustBeOnTheRightSideOfTheTarget(string action, double target, double stop, double profit, bool isGood) =>
        Validate(Good with { Action = action, PriceTarget = (decimal)target, StopLoss = (decimal)stop, TakeProfit = (decimal)profit }).IsValid.ShouldBe(isGood);

    [Fact]
    public void Validate_WithoutTarget_ComparesWithTheReferenceOrStopWithProfit()
    {
        var draft = Good with { PriceTarget = null };

        Errors(draft with { StopLoss = 110, TakeProfit = 110 }).ShouldBe(["stopLoss WRONG_SIDE"]);
        Validate(draft with { StopLoss = 109, TakeProfit = 110 }).IsValid.ShouldBeTrue();
        SignalValidator.Validate(draft, SignalRules.Default, Now, new Price(94)).Errors.Select(e => e.Field).ShouldBe(["stopLoss"]);
        SignalValidator.Validate(draft, SignalRules.Default, Now, new Price(110)).Errors.Select(e => e.Field).ShouldBe(["takeProfit"]);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(-0.000001, "RANGE")]
    [InlineData(1.000001, "RANGE")]
    [InlineData(double.NaN, "RANGE")]
    [InlineData(double.PositiveInfinity, "RANGE")]
    public void Validate_Confidence_IsZeroToOne(double confidence, string? code) => Only("confidence", code, Good with { Confidence = confidence });

    [Theory]
    [InlineData("2025-03-07T15:00:30Z", null)]
    [InlineData("2025-03-07T15:00:30.001Z", "FUTURE")]
    [InlineData("2025-03-07T10:00:30-05:00", null)]
    [InlineData("2025-03-07T10:00:31-05:00", "FUTURE")]
    [InlineData("1990-01-01T00:00:00Z", null)]
    [InlineData("1989-12-31T23:59:59Z", "ANCIENT")]
    [InlineData("0001-01-01T00:00:00Z", "ANCIENT")]
    [InlineData("9999-12-31T23:59:59Z", "FUTURE")]
    [InlineData("2025-03-07T14:59Z", null)]
    [InlineData("2025-03-07T14:59:00.1234567Z", null)]
    [InlineData("2025-03-07T14:59:00", "FORMAT")]
    [InlineData("2025-03-07", "FORMAT")]
    [InlineData("2025-02-30T00:00:00Z", "FORMAT")]
    [InlineData("1741359600", "FORMAT")]
    public void Validate_Timestamp_IsIsoNeitherAncientNorFuture(string timestamp, string? code) => Only("timestamp", code, Good with { Timestamp = timestamp });

    [Theory]
    [InlineData("0")]
    [InlineData("BUY,SELL")]
    [InlineData(" BUY")]
    public void Validate_OtherActions_AreUnknown(string action) => Only("action", "UNKNOWN", Good with { Action = action });

    [Fact]
    public void Validate_Metadata_HasBounds()
    {
        Only("metadata", null, Good with { Metadata = Pairs(32) });
        Only("metadata", "TOO_MANY", Good with { Metadata = Pairs(33) });
        Only("metadata", null, Good with { Metadata = Pair(new string('k', 64), new string('v', 1024)) });
        Only("metadata", "TOO_LONG", Good with { Metadata = Pair(new string('k', 65), "v") });
        Only("metadata.k", "TOO_LONG", Good with { Metadata = Pair("k", new string('v', 1025)) });
        Only("metadata", "CONTROL_CHARACTER", Good with { Metadata = Pair("k\u001b", "v") });
        Only("metadata.k", "CONTROL_CHARACTER", Good with { Metadata = Pair("k", "v\0") });

        static Dictionary<string, string?> Pair(string key, string value) => new() { [key] = value };

        static Dictionary<string, string?> Pairs(int count) => Enumerable.Range(0, count).ToDictionary(i => $"k{i}", _ => (string?)"v");
    }

    [Fact]
    public void Validate_RandomDrafts_NeverThrowsAndAlwaysDecides()
    {
        var text = Gen.OneOf(ArbMap.Default.GeneratorFor<string?>(), Gen.Elements<string?>("AAPL", "BUY", "sell", "x-1", "2025-03-07T14:59:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", null));
        var number = Gen.OneOf(ArbMap.Default.GeneratorFor<decimal>().Select(d => (decimal?)d), Gen.Elements<decimal?>(decimal.MaxValue, decimal.MinValue, 0, 1, 1e-28m, null));
        var real = ArbMap.Default.GeneratorFor<double>().Select(d => (double?)d);
        var metadata = Gen.ListOf(Gen.Zip(text, text)).Select(l => (IReadOnlyDictionary<string, string?>)l.DistinctBy(p => p.Item1 ?? "").ToDictionary(p => p.Item1 ?? "", p => p.Item2));
        var draft =
            from texts in text.ArrayOf(6)
            from numbers in number.ArrayOf(4)
            from confidence in real
            from pairs in metadata
            select new SignalDraft(texts[0], texts[1], texts[2], numbers[0], numbers[1], numbers[2], numbers[3], confidence, texts[3], texts[4], pairs);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(7, 1), Prop.ForAll(draft.ToArbitrary(), d =>
        {
            var result = Validate(d);
            return result.IsValid == (result.Errors.Length == 0) && result.Errors.All(e => e is { Field.Length: > 0, Code.Length: > 0, Message.Length: > 0 });
        }));
    }

    private static SignalValidation Validate(SignalDraft draft) => SignalValidator.Validate(draft, SignalRules.Default, Now);

    private static string[] Errors(SignalDraft draft) => [.. Validate(draft).Errors.Select(e => $"{e.Field} {e.Code}")];

    private static void Only(string field, string? code, SignalDraft draft) => Errors(draft).ShouldBe(code is null ? [] : [$"{field} {code}"]);
}
