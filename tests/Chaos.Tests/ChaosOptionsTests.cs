using TradingFunctions.Chaos.Mutants;

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

    [Fact]
    public void Mutants_AreFive() => Mutation.All.Keys.ShouldBe(["early-acknowledgement", "fencing-off", "fill-deduplication-off", "intent-after-call", "retry-on-timeout"]);
}
