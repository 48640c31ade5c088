using TradingFunctions.Chaos.Mutants;
using TradingFunctions.Hosting;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Chaos.Tests;

public sealed class ChaosOptionsTests
{
    [Fact]
    public void Parse_AllOptions_AreTaken()
    {
        var options = ChaosOptions.Parse(["--runs", "2000", "--kills", "150", "--seed", "9", "--broker", "http", "--parallel", "3", "--directory", "x", "--json"]);

        (options.Runs, options.Kills, options.Seed, options.Broker, options.Parallel, options.Directory, options.Json).ShouldBe((2000, 150, 9L, "http", 3, "x", true));
        options.Mutants.ShouldBeFalse();
    }

    [Theory]
    [InlineData("--runs")]
    [InlineData("--runs", "many")]
    [InlineData("--runs", "-1")]
    [InlineData("--parallel", "0")]
    [InlineData("--broker", "nobody")]
    [InlineData("--unknown")]
    public void Parse_WrongUsage_NamesTheOption(params string[] args) => Should.Throw<FormatException>(() => ChaosOptions.Parse(args)).Message.ShouldContain(args[0]);

    /// <summary>The product's own client is there where the build has its package.</summary>
    [Fact]
    public void Parse_TheClientOfThePackage_IsTakenOrSaysWhatToDo()
    {
        if (BrokerConnectors.Find(BrokerKind.AlpacaPaper) is null)
        {
            Should.Throw<FormatException>(() => ChaosOptions.Parse(["--broker", "alpaca"])).Message.ShouldContain("Cloud=true");
        }
        else
        {
            ChaosOptions.Parse(["--broker", "alpaca"]).Broker.ShouldBe("alpaca");
        }
    }

    [Fact]
    public void Mutants_AreFive() => Mutation.All.Keys.ShouldBe(["early-acknowledgement", "fencing-off", "fill-deduplication-off", "intent-after-call", "retry-on-timeout"]);
}
