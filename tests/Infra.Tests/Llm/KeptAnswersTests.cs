using TradingFunctions.Infra.Llm;
using TradingFunctions.Infra.Tests.Sqlite;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Models;

namespace TradingFunctions.Infra.Tests.Llm;

public sealed class KeptAnswersTests
{
    private static readonly LlmOptions Options = new() { Model = "fake" };

    private readonly FakeModel model = new() { Keeps = false };

    public KeptAnswersTests() => model.ReplyWith("an answer");

    [Fact]
    public async Task Recall_PromptThatWasAnswered_GivesTheAnswerToAnyProcess()
    {
        using var folder = new TempFolder();
        var kept = new KeptAnswers(model, Options, folder["kept"]);
        (await kept.Recall(Prompt("one"), default)).ShouldBeNull();

        var answer = await kept.Ask(Prompt("one"), default);

        var other = new KeptAnswers(model, Options, folder["kept"]);
        (await other.Recall(Prompt("one"), default)).ShouldBe(answer);
        (await other.Recall(Prompt("one") with { Timeout = TimeSpan.FromDays(1) }, default)).ShouldBe(answer);
        (await other.Recall(Prompt("two"), default)).ShouldBeNull();
        (await other.Recall(Prompt("one") with { System = "Be bold." }, default)).ShouldBeNull();
        (await new KeptAnswers(model, Options with { Seed = 2 }, folder["kept"]).Recall(Prompt("one"), default)).ShouldBeNull();
        model.Asked.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"model":"fake"}""")]
    public async Task Recall_FileThatIsDamaged_CountsAsNotThere(string content)
    {
        using var folder = new TempFolder();
        var kept = new KeptAnswers(model, Options, folder["kept"]);
        await kept.Ask(Prompt("one"), default);
        var file = Directory.GetFiles(folder["kept"], "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await File.WriteAllTextAsync(file, content);

        (await kept.Recall(Prompt("one"), default)).ShouldBeNull();

        (await kept.Ask(Prompt("one"), default)).Text.ShouldBe("an answer");
        (await kept.Recall(Prompt("one"), default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Ask_FolderThatCannotBeWritten_GivesTheAnswerAllTheSame()
    {
        using var folder = new TempFolder();
        var file = folder["file"];
        await File.WriteAllTextAsync(file, string.Empty);

        (await new KeptAnswers(model, Options, file).Ask(Prompt("one"), default)).Text.ShouldBe("an answer");
    }

    private static ModelPrompt Prompt(string user) => new("Be careful.", user, "plan", "{}", 100, TimeSpan.FromSeconds(1));
}
