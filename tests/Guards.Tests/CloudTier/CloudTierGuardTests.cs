using Microsoft.CodeAnalysis;

namespace TradingFunctions.Guards.Tests.CloudTier;

/// <summary>Cloud-tier sources fit our own assemblies, also where their packages are not there to build them.</summary>
public sealed class CloudTierGuardTests
{
    const string Context = "functions/Azure/Durable/DurableOrchestrationContext.cs";

    [Fact]
    public void Sources_OfTheCloudTier_FailOnlyForAbsentPackages() =>
        Repository.CloudTier.SelectMany(project => CloudCompilation.Errors(project).Where(IsOurs)).ShouldBeEmpty();

    [Theory]
    [InlineData("FailureText.Read(", "FailureText.Parse(", "CS0117")]
    [InlineData("using TradingFunctions.Pipeline.Durable;", "using TradingFunctions.Pipeline.Engine;", "CS0234")]
    [InlineData("activity.OutputType", "activity.ResultType", "CS1061")]
    [InlineData("SerializeToElement(input, activity.InputType)", "SerializeToElement(input, activity.Input)", "CS1061")]
    [InlineData("IInbox<T> Inbox<T>(EventDefinition<T> definition)", "IInbox<T> Mailbox<T>(EventDefinition<T> definition)", "CS0535")]
    [InlineData("ActivityFailedException(FailureText", "TaskFailureException(FailureText", "CS7036")]
    [InlineData("EventDefinition<T> definition, T payload", "EventType<T> definition, T payload", "CS0246")]
    [InlineData("DateTime Now", "DateTimeOffset Now", "CS0738")]
    public void Guard_OfACallThatWeNoLongerHave_FailsWithTheCompilersWord(string ours, string renamed, string error)
    {
        Source.ShouldContain(ours);

        OurErrors(Source.Replace(ours, renamed, StringComparison.Ordinal)).ShouldContain(found => found.Id == error);
    }

    [Fact]
    public void Guard_OfAPackageTypeThatIsNotListed_Fails() =>
        OurErrors(Source.Replace("SubOrchestrationOptions", "SubOrchestrationOption", StringComparison.Ordinal))
            .ShouldHaveSingleItem().Id.ShouldBe("CS0246");

    [Fact]
    public void Guard_OfAListedTypeWithoutItsNamespace_Fails() =>
        OurErrors(Source.Replace("using Microsoft.DurableTask;\n", "", StringComparison.Ordinal)).ShouldNotBeEmpty();

    [Fact]
    public void Sources_OfTheCloudTier_AreMoreThanNone() => Repository.CloudTier.SelectMany(Repository.Sources).Count().ShouldBeGreaterThan(5);

    static ProjectFile Azure => Repository.CloudTier.Single(project => project.Path == "functions/Azure/TradingFunctions.Azure.csproj");

    static string Source => Repository.Sources(Azure)[Context];

    static IEnumerable<Diagnostic> OurErrors(string context) => CloudCompilation.Errors(Azure, Context, context).Where(IsOurs);

    static bool IsOurs(Diagnostic error) => !UnresolvedNames.IsAbsentPackage(error);
}
