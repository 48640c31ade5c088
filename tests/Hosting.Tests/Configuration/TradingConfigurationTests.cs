using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Hosting.Tests.Configuration;

public sealed class TradingConfigurationTests
{
    private static TradingOptions Load(string yaml, params (string Name, string Value)[] environment) =>
        TradingConfiguration.Load(yaml, "trading.yaml", environment.ToDictionary(pair => pair.Name, pair => pair.Value));

    private static string[] Errors(string yaml, params (string Name, string Value)[] environment) =>
        [.. Should.Throw<ConfigurationException>(() => Load(yaml, environment)).Errors.Select(e => e.ToString())];

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("risk:\nscan:\n  criteria:\n")]
    public void NothingGiven_IsTheDefaults(string yaml) =>
        TradingConfiguration.Show(Load(yaml)).ToJsonString().ShouldBe(TradingConfiguration.Show(new TradingOptions()).ToJsonString());

    [Fact]
    public void FileOfTheRepository_IsTheDefaults()
    {
        var options = TradingConfiguration.Load();
        File.Exists(Path.Combine(AppContext.BaseDirectory, TradingConfiguration.FileName)).ShouldBeTrue();
        TradingConfiguration.Show(options).ToJsonString().ShouldBe(TradingConfiguration.Show(new TradingOptions()).ToJsonString());
    }

    [Fact]
    public void Values_OfEveryKind_AreRead()
    {
        var options = Load("""
            account: acc-7
            scan:
              schedule: "0 0 10 * * *"
              criteria: { top: 3, minPrice: 12.5, maxSpread: ~ }
            monitoring:
              checkInterval: 30s
              grace: "00:02:00"
            orders: { entryType: limit }
            risk:
              maxOrderNotional: 2500.50
              maxPositions: null
              allowShort: true
              restrictedSymbols: [GME, BRK/B]
              cooldown: 1h
            strategies:
              - id: momentum
                allowShort: true
              - id: "7"
            """);
        options.Account.ShouldBe(new AccountId("acc-7"));
        options.Scan.Schedule.ShouldBe("0 0 10 * * *");
        options.Scan.Criteria.Top.ShouldBe(3);
        options.Scan.Criteria.MinPrice.ShouldBe(12.5);
        options.Scan.Criteria.MaxSpread.ShouldBeNull();
        options.Scan.Criteria.LookbackBars.ShouldBe(20);
        options.Monitoring.CheckInterval.ShouldBe(TimeSpan.FromSeconds(30));
        options.Monitoring.Grace.ShouldBe(TimeSpan.FromMinutes(2));
        options.Orders.EntryType.ShouldBe(OrderType.Limit);
        options.Risk.MaxOrderNotional.ShouldBe(new Money(2500.50m));
        options.Risk.MaxPositions.ShouldBeNull();
        options.Risk.MaxDrawdown.ShouldBe(new RiskLimits().MaxDrawdown);
        options.Risk.RestrictedSymbols.ShouldBe([new Symbol("GME"), new Symbol("BRK/B")]);
        options.Risk.Cooldown.ShouldBe(TimeSpan.FromHours(1));
        options.Strategies.Select(strategy => (strategy.Id.Value, strategy.AllowShort)).ShouldBe([("momentum", true), ("7", false)]);
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("00:00:05", 5_000)]
    [InlineData("1.00:00:00", 86_400_000)]
    [InlineData("0:05", 300_000)]
    public void Duration_InEveryForm_IsRead(string text, int milliseconds) =>
        Load($"risk: {{ duplicateWindow: \"{text}\" }}").Risk.DuplicateWindow.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("5")]
    [InlineData("five")]
    [InlineData("-1s")]
    [InlineData("99999999999999d")]
    public void Duration_ThatIsNone_IsRefused(string text) =>
        Errors($"risk: {{ duplicateWindow: {text} }}").ShouldHaveSingleItem().ShouldContain("risk.duplicateWindow: must be a duration");

    [Fact]
    public void UnknownKeys_AreErrorsWithLineAndSuggestion() => Errors("""
        risk:
          maxOrderNotion: 5
        monitor:
          x: 1
        zzzzzz: 1
        """).ShouldSatisfyAllConditions(
            errors => errors[0].ShouldBe("trading.yaml(2): risk.maxOrderNotion: is no known key; did you mean maxOrderNotional?"),
            errors => errors[1].ShouldBe("trading.yaml(4): monitor: is no known key; did you mean monitoring?"),
            errors => errors[2].ShouldStartWith("trading.yaml(5): zzzzzz: is no known key; known are account, "),
            errors => errors.Length.ShouldBe(3));

    [Fact]
    public void WrongTypes_AreAllReportedWithLines() => Errors("""
        account: "not valid!"
        queue:
          maxAttempts: many
          batchSize: 1.5
        risk:
          allowShort: perhaps
          maxOrderNotional: [1]
          restrictedSymbols: GME
          window:
        orders: 5
        broker:
          kind: 1
        """).ShouldBe(
        [
            "trading.yaml(1): account: 'not valid!': AccountId: may hold only letters, digits, '.', '_' and '-'.",
            "trading.yaml(3): queue.maxAttempts: must be a whole number, is 'many'.",
            "trading.yaml(4): queue.batchSize: must be a whole number, is '1.5'.",
            "trading.yaml(6): risk.allowShort: must be true or false, is 'perhaps'.",
            "trading.yaml(7): risk.maxOrderNotional: must be a single value.",
            "trading.yaml(8): risk.restrictedSymbols: must be a list.",
            "trading.yaml(9): risk.window: must not be empty: a duration such as 500ms, 30s, 5m, 2h, 1d or 00:05:00.",
            "trading.yaml(10): orders: must hold keys and values.",
            "trading.yaml(12): broker.kind: must be one of Simulated, AlpacaPaper, AlpacaLive, is '1'.",
        ]);

    public static TheoryData<string, string> Choices()
    {
        var data = new TheoryData<string, string>();
        Add(typeof(TradingOptions), string.Empty);
        return data;

        void Add(Type type, string prefix)
        {
            foreach (var property in type.GetProperties().Where(p => p.CanWrite))
            {
                var path = prefix + System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
                if (kind.IsEnum)
                {
                    foreach (var name in Enum.GetNames(kind))
                        data.Add(path, name);
                }
                else if (kind.IsClass && kind.Namespace == typeof(TradingOptions).Namespace)
                {
                    Add(kind, path + ".");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Choice_IsTakenByEachOfItsNames_HoweverItIsSpelt(string key, string name)
    {
        var yaml = string.Concat(key.Split('.').Select((part, depth) => $"{(depth > 0 ? "\n" : string.Empty)}{new string(' ', depth * 2)}{part}:")) + " ";
        foreach (var spelt in (string[])[name, name.ToLowerInvariant()])
        {
            // What other keys would then need is another matter.
            string[] errors = [];
            try
            {
                Load(yaml + spelt);
            }
            catch (ConfigurationException e)
            {
                errors = [.. e.Errors.Select(error => error.ToString())];
            }

            errors.ShouldNotContain(error => error.Contains("must be one of", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ValuesOutOfRange_AreReportedWithLines() => Errors("""
        risk:
          maxOrderNotional: 0
          maxSymbolShare: 0.5
          maxGrossExposure: 0.4
        sizing: { kellyFraction: 2 }
        """).ShouldBe(
        [
            "trading.yaml(2): risk.maxOrderNotional: must be more than 0, is 0.",
            "trading.yaml(3): risk.maxSymbolShare: must not exceed risk.maxGrossExposure (0.4), is 0.5.",
            "trading.yaml(5): sizing.kellyFraction: must be more than 0 and at most 1, is 2.",
        ]);

    [Fact]
    public void Schedule_ThatIsNone_IsRefused() =>
        Errors("scan: { schedule: \"35 9 * * *\" }").ShouldHaveSingleItem().ShouldContain("scan.schedule: '35 9 * * *' has 5 fields");

    [Fact]
    public void StrategyWithoutId_IsRefused() =>
        Errors("strategies:\n  - enabled: true\n").ShouldHaveSingleItem().ShouldBe("trading.yaml(2): strategies[0].id: must be given.");

    [Theory]
    [InlineData("risk: [", "is not YAML")]
    [InlineData("a: 1\na: 2\n", "is not YAML")]
    [InlineData("- 1\n- 2\n", "must hold keys and values")]
    [InlineData("just text", "must hold keys and values")]
    public void FileThatIsNoMap_IsRefusedWithItsName(string yaml, string message)
    {
        var error = Errors(yaml).ShouldHaveSingleItem();
        error.ShouldStartWith("trading.yaml(");
        error.ShouldContain(message);
    }

    [Fact]
    public void Variables_ArePutIn()
    {
        const string Yaml = """
            account: ${ACCOUNT:-fallback}
            risk: { maxPositions: "${POSITIONS}" }
            broker: { keyId: "a$$b" }
            """;
        var options = Load(Yaml, ("POSITIONS", "12"));
        options.Account.Value.ShouldBe("fallback");
        options.Risk.MaxPositions.ShouldBe(12);
        options.Broker.KeyId.ShouldBe("a$b");
        Load(Yaml, ("POSITIONS", "12"), ("ACCOUNT", "given")).Account.Value.ShouldBe("given");
        Load(Yaml, ("POSITIONS", "12"), ("ACCOUNT", "")).Account.Value.ShouldBe("fallback");
    }

    [Fact]
    public void Variable_NotSetOrNotClosed_IsRefusedWithLine()
    {
        Errors("account: ${NOBODY}").ShouldContain("trading.yaml(1): the environment variable NOBODY is not set; set it, or write ${NOBODY:-default}.");
        Errors("account: ${NOBODY").ShouldContain(e => e.Contains("not closed"));
    }

    [Fact]
    public void Environment_OverridesTheFile()
    {
        var options = Load(
            "risk: { maxOrderNotional: 10, maxPositions: 3 }",
            ("TRADING__RISK__MAXORDERNOTIONAL", "20"),
            ("trading__queue__visibility", "90s"),
            ("TRADING__SIMULATION__SYMBOLS", "AAPL, MSFT"),
            ("TRADING__RISK__MAXDRAWDOWN", "null"),
            ("UNRELATED", "x"));
        options.Risk.MaxOrderNotional.ShouldBe(new Money(20m));
        options.Risk.MaxPositions.ShouldBe(3);
        options.Risk.MaxDrawdown.ShouldBeNull();
        options.Queue.Visibility.ShouldBe(TimeSpan.FromSeconds(90));
        options.Simulation.Symbols.ShouldBe([new Symbol("AAPL"), new Symbol("MSFT")]);
    }

    [Fact]
    public void Environment_WrongNameOrValue_NamesTheVariable() => Errors(string.Empty, ("TRADING__RISK__MAXPOSITION", "1"), ("TRADING__QUEUE__MAXATTEMPTS", "0"), ("TRADING__QUEUE__BATCHSIZE", "x"))
        .ShouldBe(
        [
            "TRADING__RISK__MAXPOSITION: risk.maxposition: is no known key; did you mean maxPositions?",
            "TRADING__QUEUE__BATCHSIZE: queue.batchSize: must be a whole number, is 'x'.",
        ]);

    [Fact]
    public void Environment_ValueOutOfRange_NamesTheVariable() =>
        Errors(string.Empty, ("TRADING__QUEUE__MAXATTEMPTS", "0")).ShouldBe(["TRADING__QUEUE__MAXATTEMPTS: queue.maxAttempts: must be from 1 to 100, is 0."]);

    [Fact]
    public void Load_NamedFileThatIsNotThere_IsRefused() =>
        Should.Throw<ConfigurationException>(() => TradingConfiguration.Load("/no/such/file.yaml")).Message.ShouldContain("/no/such/file.yaml: cannot be read");

    [Fact]
    public void Show_HidesSecrets()
    {
        var options = Load("""
            environment: Paper
            broker: { kind: AlpacaPaper, keyId: top-1, secret: top-2 }
            market: { kind: Alpaca }
            """);
        var text = TradingConfiguration.Show(options).ToJsonString();
        text.ShouldNotContain("top-");
        text.ShouldContain("***");
    }

    [Fact]
    public void Model_KeyFromTheEnvironment_IsReadAndHidden()
    {
        var options = Load("planner: { kind: Llm, llm: { model: some-model, key: \"${LLM_KEY}\", style: Azure, baseUrl: https://me.openai.azure.com } }", ("LLM_KEY", "s3cret"));

        options.Planner.Llm.Key.ShouldBe("s3cret");
        TradingConfiguration.Show(options).ToJsonString().ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData("planner: { kind: Llm, llm: { recordedOnly: true } }", "planner.llm.model")]
    [InlineData("planner: { kind: Llm, llm: { model: m } }", "planner.llm.key")]
    [InlineData("planner: { kind: Llm, llm: { model: m, key: k, baseUrl: 'http://models.example' } }", "planner.llm.baseUrl")]
    [InlineData("planner: { llm: { baseUrl: 'ftp://models.example' } }", "planner.llm.baseUrl")]
    [InlineData("planner: { llm: { baseUrl: 'https://user:word@models.example' } }", "planner.llm.baseUrl")]
    [InlineData("planner: { llm: { timeout: 5m } }", "planner.llm.timeout")]
    [InlineData("planner: { llm: { parallel: 0 } }", "planner.llm.parallel")]
    [InlineData("planner: { llm: { dailyCost: 5 } }", "planner.llm.dailyCost")]
    [InlineData("planner: { llm: { dailyTokens: -1 } }", "planner.llm.dailyTokens")]
    [InlineData("planner: { kind: Oracle }", "planner.kind")]
    [InlineData("scan: { universe: { mostActive: 101 } }", "scan.universe.mostActive")]
    [InlineData("scan: { universe: { symbols: [AAPL], exclude: [AAPL] } }", "scan.universe.exclude")]
    [InlineData("scan: { criteria: { sectors: [Energy] } }", "scan.criteria.sectors")]
    [InlineData("scan: { criteria: { minRelativeVolume: -1 } }", "scan.criteria.minRelativeVolume")]
    public void PlannerAndUniverse_Wrong_NameTheirKey(string yaml, string key) => Errors(yaml).ShouldHaveSingleItem().ShouldContain(key);

    [Theory]
    [InlineData("planner: { kind: Llm, llm: { model: m, baseUrl: 'http://127.0.0.1:11434/v1' } }")]
    [InlineData("planner: { kind: Llm, llm: { model: m, key: k, baseUrl: 'http://localhost:8000/v1' } }")]
    [InlineData("planner: { kind: Llm, llm: { model: m, recordedOnly: true } }")]
    public void Planner_OfALocalServerOrKeptAnswers_NeedsNoKey(string yaml) => Load(yaml).Planner.Kind.ShouldBe(PlannerKind.Llm);
}
