using TradingFunctions.Azure.Hosting;

namespace TradingFunctions.Cloud.Tests.Hosting;

public sealed class StartFailureTests
{
    [Fact]
    public void Lines_UnderAFunctionsHost_CarryItsMarkAndAreErrors() =>
        StartFailure.Lines("The settings cannot be used:\r\nbroker.kind: wrong.\n", ["--host", "127.0.0.1", "--functions-uri", "http://127.0.0.1:1/"])
            .ShouldBe(["LanguageWorkerConsoleLogError: The settings cannot be used:", "LanguageWorkerConsoleLogError: broker.kind: wrong."]);

    [Fact]
    public void Lines_OfAStartByHand_AreTheMessage() => StartFailure.Lines("One.\nTwo.", []).ShouldBe(["One.", "Two."]);
}
