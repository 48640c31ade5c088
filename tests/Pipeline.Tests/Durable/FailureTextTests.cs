using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Tests.Durable;

public sealed class FailureTextTests
{
    static readonly TaskFailure Failure = new("FetchPrice", "HALTED", "a { b }: \"c\"\nsecond line", Retriable: true);

    [Fact]
    public void Read_OfWhatWasWritten_GivesTheFailureUnderTheCallersName() =>
        FailureText.Read("MonitorSymbol", FailureText.Write(Failure)).ShouldBe(Failure with { Task = "MonitorSymbol" });

    [Fact]
    public void Read_BehindAnExceptionType_GivesTheFailure() =>
        FailureText.Read("FetchPrice", $"TradingFunctions.Azure.Durable.TaskFailureException: {FailureText.Write(Failure)}").ShouldBe(Failure);

    [Fact]
    public void Write_OfSeveralLines_IsOneLine() => FailureText.Write(Failure).ShouldNotContain("\n");

    [Theory]
    [InlineData("connection lost")]
    [InlineData("{ not a failure }")]
    [InlineData("{\"code\":\"HALTED\"}")]
    public void Read_OfOtherText_IsUnhandledWithThatText(string text) =>
        FailureText.Read("FetchPrice", text).ShouldBe(new TaskFailure("FetchPrice", FailureCodes.Unhandled, text, Retriable: false));

    [Fact]
    public void Read_OfNothing_IsUnhandled() => FailureText.Read("FetchPrice", null).Code.ShouldBe(FailureCodes.Unhandled);

    [Fact]
    public void Of_ANamedFailure_KeepsCodeAndRetriable() =>
        FailureText.Of("FetchPrice", new ActivityFailureException("HALTED", "halted", retriable: true))
            .ShouldBe(new TaskFailure("FetchPrice", "HALTED", "halted", Retriable: true));

    [Fact]
    public void Of_AFailurePassedOnByAnOrchestration_BearsTheOrchestrationsName() =>
        FailureText.Of("MonitorSymbol", new ActivityFailedException(Failure)).ShouldBe(Failure with { Task = "MonitorSymbol" });

    [Theory]
    [InlineData(StoreFailure.Busy, true)]
    [InlineData(StoreFailure.Unavailable, true)]
    [InlineData(StoreFailure.Locked, true)]
    [InlineData(StoreFailure.Full, false)]
    [InlineData(StoreFailure.Corrupt, false)]
    public void Of_AStoreThatCannotBeUsed_IsRetriableWhereItMayPass(StoreFailure failure, bool retriable) =>
        FailureText.Of("StoreAlert", new StoreException(failure, "account", "busy.", "Wait."))
            .ShouldBe(new TaskFailure("StoreAlert", FailureCodes.StoreUnavailable, "account: busy. Wait.", retriable));

    [Fact]
    public void Of_AnyOtherException_IsUnhandledAndNotRetriable() =>
        FailureText.Of("FetchPrice", new InvalidOperationException("no")).ShouldBe(new TaskFailure("FetchPrice", FailureCodes.Unhandled, "no", Retriable: false));
}
