using TradingFunctions.Domain;
using TradingFunctions.Domain.Market.Scanning;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Sizing;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Tests.Configuration;

public sealed class TradingOptionsValidatorTests
{
    private static readonly TradingOptions Defaults = new();

    private static string[] Errors(TradingOptions options) => [.. TradingOptionsValidator.Validate(options).Select(e => e.ToString())];

    private static string[] RiskErrors(RiskLimits limits) => Errors(Defaults with { Risk = limits });

    [Fact]
    public void Defaults_AreValid() => Errors(Defaults).ShouldBeEmpty();

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(86_400, true)]
    [InlineData(86_401, false)]
    public void CheckInterval_Range(int seconds, bool isValid)
    {
        var monitoring = Defaults.Monitoring with { CheckInterval = TimeSpan.FromSeconds(seconds), LockTimeToLive = TimeSpan.FromDays(1) };
        Errors(Defaults with { Monitoring = monitoring }).Any(e => e.StartsWith("monitoring.checkInterval: must be from 00:00:01 to 1.00:00:00", StringComparison.Ordinal)).ShouldBe(!isValid);
    }

    [Fact]
    public void SeveralErrors_AreAllReported()
    {
        var errors = Errors(Defaults with
        {
            Queue = Defaults.Queue with { MaxAttempts = 0, BatchSize = 0 },
            Retention = Defaults.Retention with { SignalDays = 0 },
        });
        errors.ShouldBe(
        [
            "queue.maxAttempts: must be from 1 to 100, is 0.",
            "queue.batchSize: must be from 1 to 256, is 0.",
            "retention.signalDays: must be from 1 to 3650, is 0.",
        ]);
    }

    [Fact]
    public void UnknownEnumValue_IsRefused() =>
        Errors(Defaults with { Market = new MarketOptions { Kind = (MarketKind)9 } }).ShouldHaveSingleItem().ShouldStartWith("market.kind: must be one of");

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.0001, true)]
    [InlineData(1, true)]
    [InlineData(1.0001, false)]
    [InlineData(-1, false)]
    public void MaxDrawdown_Range(double value, bool isValid) =>
        RiskErrors(new RiskLimits { MaxDrawdown = (decimal)value }).Any(e => e.StartsWith("risk.maxDrawdown: must be more than 0 and at most 1", StringComparison.Ordinal)).ShouldBe(!isValid);

    [Theory]
    [InlineData(-0.1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(1.1, false)]
    public void MinConfidence_Range(double value, bool isValid) =>
        (RiskErrors(new RiskLimits { MinConfidence = (decimal)value }).Length == 0).ShouldBe(isValid);

    [Fact]
    public void Limits_NotSet_AreValid() =>
        TradingOptionsValidator.Validate(new TradingOptions
        {
            Risk = new RiskLimits { MaxGrossExposure = null, MaxSymbolShare = null, MaxOrderNotional = null, PriceCollar = null, MaxDrawdown = null },
            RiskControl = new RiskControlOptions { Floors = RiskFloors.None },
        }).ShouldBeEmpty();

    [Fact]
    public void MaxOrderNotional_Zero_IsRefused() =>
        RiskErrors(new RiskLimits { MaxOrderNotional = Money.Zero }).ShouldBe(["risk.maxOrderNotional: must be more than 0, is 0."]);

    [Fact]
    public void SymbolShare_AboveGrossExposure_NamesBothKeys()
    {
        RiskErrors(new RiskLimits { MaxSymbolShare = 1m, MaxGrossExposure = 1m }).ShouldBeEmpty();
        var error = RiskErrors(new RiskLimits { MaxSymbolShare = 1.01m, MaxGrossExposure = 1m }).ShouldHaveSingleItem();
        error.ShouldContain("risk.maxSymbolShare");
        error.ShouldContain("risk.maxGrossExposure");
    }

    [Fact]
    public void Sizing_OutOfRange_IsRefused() =>
        Errors(Defaults with { Sizing = new SizingOptions { KellyFraction = 1.5m } }).ShouldHaveSingleItem().ShouldStartWith("sizing.kellyFraction");

    [Fact]
    public void LockTimeToLive_LessThanTwoChecks_NamesBothKeys()
    {
        TradingOptions With(int seconds) => Defaults with { Monitoring = Defaults.Monitoring with { CheckInterval = TimeSpan.FromSeconds(60), LockTimeToLive = TimeSpan.FromSeconds(seconds) } };
        Errors(With(120)).ShouldBeEmpty();
        Errors(With(119)).ShouldHaveSingleItem().ShouldContain("monitoring.checkInterval");
    }

    [Fact]
    public void ScanPrices_UpsideDown_NameBothKeys() =>
        Errors(Defaults with { Scan = new ScanOptions { Criteria = new ScanCriteria(MinPrice: 10, MaxPrice: 9) } }).ShouldHaveSingleItem().ShouldContain("scan.criteria.minPrice");

    [Theory]
    [InlineData(OrderType.Market, true)]
    [InlineData(OrderType.Limit, true)]
    [InlineData(OrderType.Stop, false)]
    [InlineData(OrderType.TrailingStop, false)]
    public void EntryType_Allowed(OrderType type, bool isValid) =>
        (Errors(Defaults with { Orders = new OrderOptions { EntryType = type } }).Length == 0).ShouldBe(isValid);

    [Fact]
    public void Strategies_ListedTwiceOrNameless_AreRefused() =>
        Errors(Defaults with { Strategies = [new() { Id = new("a") }, new() { Id = new("a") }, new() { Id = default }] })
            .ShouldBe(["strategies[1].id: 'a' is listed twice.", "strategies[2].id: must be given."]);

    [Fact]
    public void RealBroker_NeedsItsEnvironmentKeysAndPrices()
    {
        var errors = Errors(Defaults with { Broker = new BrokerOptions { Kind = BrokerKind.AlpacaPaper } });
        errors.Select(e => e.Split(':')[0]).ShouldBe(["environment", "broker.keyId", "broker.secret", "market.kind"]);
        Errors(Defaults with
        {
            Environment = TradingEnvironment.Paper,
            Broker = new BrokerOptions { Kind = BrokerKind.AlpacaPaper, KeyId = "k", Secret = "s" },
            Market = new MarketOptions { Kind = MarketKind.Alpaca },
        }).ShouldBeEmpty();
    }

    private static TradingOptions Live(BrokerOptions broker) => Defaults with
    {
        Environment = TradingEnvironment.Live,
        Broker = broker with { Kind = BrokerKind.AlpacaLive, KeyId = "k", Secret = "s" },
        Market = new MarketOptions { Kind = MarketKind.Alpaca },
    };

    [Theory]
    [InlineData(null, "broker.confirmLive: must name the account with broker.kind AlpacaLive: real money needs a second setting (docs/going-live.md).")]
    [InlineData("other", "broker.confirmLive: must be the account's name (main), is other.")]
    [InlineData("main", null)]
    public void LiveBroker_NeedsASecondSettingThatNamesTheAccount(string? confirmed, string? error) =>
        Errors(Live(new BrokerOptions { ConfirmLive = confirmed })).ShouldBe(error is null ? [] : [error]);

    [Theory]
    [InlineData("bad key")]
    [InlineData("bad\nkey")]
    [InlineData("bädkey")]
    public void Keys_ThatAreNone_AreNotRepeated(string key)
    {
        var error = Errors(Live(new BrokerOptions { ConfirmLive = "main" }) with { Broker = Live(new BrokerOptions { ConfirmLive = "main" }).Broker with { Secret = key } }).ShouldHaveSingleItem();

        error.ShouldBe("broker.secret: must hold neither blanks nor anything but ASCII characters.");
    }

    [Theory]
    [InlineData(BrokerKind.AlpacaPaper, "http://127.0.0.1:5077", true)]
    [InlineData(BrokerKind.AlpacaPaper, "https://localhost:5077", true)]
    [InlineData(BrokerKind.AlpacaPaper, "http://example.com", false)]
    [InlineData(BrokerKind.AlpacaPaper, "nonsense", false)]
    [InlineData(BrokerKind.AlpacaLive, "http://127.0.0.1:5077", false)]
    public void Address_OfAStandIn_IsOnThisMachineAndForPaper(BrokerKind kind, string address, bool isValid)
    {
        var errors = BrokerRules.Check(new BrokerOptions { Kind = kind, KeyId = "k", Secret = "s", ConfirmLive = "main", Address = address });

        errors.Select(error => error.Path).ShouldBe(isValid ? [] : ["broker.address"]);
    }

    [Fact]
    public void BrokerOptions_AsText_HoldNoKeys() => new BrokerOptions { KeyId = "k-1", Secret = "s-1" }.ToString().ShouldBe("BrokerOptions { Kind = Simulated }");

    [Fact]
    public void LiveEnvironment_WithTheSimulatedBroker_IsRefused() =>
        Errors(Defaults with { Environment = TradingEnvironment.Live }).ShouldHaveSingleItem().ShouldContain("broker.kind");

    [Fact]
    public void Workers_StaleBeforeTwoHeartbeats_NamesBothKeys()
    {
        var workers = new WorkerOptions { Heartbeat = TimeSpan.FromSeconds(30), StaleAfter = TimeSpan.FromSeconds(59) };
        Errors(Defaults with { Workers = workers }).ShouldHaveSingleItem().ShouldContain("workers.heartbeat");
        Errors(Defaults with { Workers = workers with { StaleAfter = TimeSpan.FromSeconds(60) } }).ShouldBeEmpty();
    }
}
