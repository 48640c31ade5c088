using System.Diagnostics;
using TradingFunctions.Infra.Llm;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Models;

namespace TradingFunctions.Infra.Tests.Llm;

public sealed class OpenAiModelTests : IAsyncLifetime
{
    private readonly ModelStub stub = ModelStub.Start();

    private static ModelPrompt Prompt(TimeSpan? timeout = null) =>
        new("Answer in JSON.", """{"symbol":"AAPL"}""", "plan", """{"type":"object","properties":{},"additionalProperties":false}""", 321, timeout ?? TimeSpan.FromSeconds(20));

    private LlmOptions Options => new() { BaseUrl = stub.BaseUrl, Model = "some-model", Key = "some-key", Attempts = 1 };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => stub.DisposeAsync().AsTask();

    [Fact]
    public async Task Ask_AnEndpoint_SendsSchemaTemperatureSeedAndKey()
    {
        stub.Reply = _ => StubReply.Answer("""{"a":1}""", promptTokens: 12, answerTokens: 3);

        var answer = await Ask(Options);

        answer.ShouldBe(new ModelAnswer("""{"a":1}""", 12, 3));
        var question = stub.Questions.ShouldHaveSingleItem();
        question.Path.ShouldBe("/v1/chat/completions");
        question.Headers["Authorization"].ShouldBe("Bearer some-key");
        question.Prompt.ShouldBe(Prompt().User);
        var body = question.Body;
        body.GetProperty("model").GetString().ShouldBe("some-model");
        body.GetProperty("temperature").GetDouble().ShouldBe(0);
        body.GetProperty("seed").GetInt32().ShouldBe(1);
        body.GetProperty("max_completion_tokens").GetInt32().ShouldBe(321);
        var format = body.GetProperty("response_format").GetProperty("json_schema");
        format.GetProperty("strict").GetBoolean().ShouldBeTrue();
        format.GetProperty("schema").GetRawText().ShouldBe(Prompt().Schema);
    }

    [Fact]
    public async Task Ask_WithoutTemperatureSeedAndSchema_SendsNone()
    {
        stub.Reply = _ => StubReply.Answer("{}");

        await Ask(Options with { SendTemperature = false, Seed = null, Output = LlmOutput.JsonObject });

        var body = stub.Questions.ShouldHaveSingleItem().Body;
        body.TryGetProperty("temperature", out _).ShouldBeFalse();
        body.TryGetProperty("seed", out _).ShouldBeFalse();
        body.GetProperty("response_format").GetProperty("type").GetString().ShouldBe("json_object");
        body.GetProperty("messages")[0].GetRawText().ShouldContain("additionalProperties");
    }

    [Fact]
    public async Task Ask_AzureStyle_NamesDeploymentVersionAndKeyInItsHeader()
    {
        stub.Reply = _ => StubReply.Answer("{}");

        await Ask(Options with { BaseUrl = stub.BaseUrl[..^"/v1".Length] + "/", Style = LlmStyle.Azure, ApiVersion = "2024-10-21" });

        var question = stub.Questions.ShouldHaveSingleItem();
        question.Path.ShouldBe("/openai/deployments/some-model/chat/completions?api-version=2024-10-21");
        question.Headers["api-key"].ShouldBe("some-key");
        question.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task Ask_EndpointThatIsSlow_TimesOut()
    {
        stub.Reply = _ => StubReply.Answer("{}") with { Delay = TimeSpan.FromSeconds(5) };
        var began = Stopwatch.GetTimestamp();

        var failure = await Fails(Options, Prompt(TimeSpan.FromMilliseconds(200)));

        failure.Failure.ShouldBe(ModelFailure.Timeout);
        failure.MayBeBilled.ShouldBeTrue();
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(4));
    }

    [Theory]
    [InlineData(429, ModelFailure.RateLimited)]
    [InlineData(500, ModelFailure.Unavailable)]
    [InlineData(503, ModelFailure.Unavailable)]
    [InlineData(401, ModelFailure.Refused)]
    [InlineData(302, ModelFailure.Refused)]
    public async Task Ask_EndpointThatRefuses_SaysSo(int status, ModelFailure expected)
    {
        stub.Reply = _ => StubReply.Error(status);

        var failure = await Fails(Options, Prompt());

        failure.Failure.ShouldBe(expected);
        failure.MayBeBilled.ShouldBeFalse();
        stub.Questions.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Ask_EndpointThatFailsOnce_IsAskedAgain(int status)
    {
        stub.Reply = _ => stub.Questions.Count == 1 ? StubReply.Error(status) : StubReply.Answer("{}");

        (await Ask(Options with { Attempts = 2 })).Text.ShouldBe("{}");

        stub.Questions.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("<html>Hello</html>")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"finish_reason":"stop"}]}""")]
    [InlineData("[1,2,3]")]
    [InlineData("null")]
    public async Task Ask_BodyThatIsNoAnswer_IsMalformed(string body)
    {
        stub.Reply = _ => new StubReply(200, body);

        (await Fails(Options, Prompt())).Failure.ShouldBe(ModelFailure.Malformed);
    }

    [Fact]
    public async Task Ask_ConnectionThatBreaks_IsNoAnswer()
    {
        stub.Reply = _ => StubReply.Answer("{}") with { Cut = true };

        (await Fails(Options, Prompt())).Failure.ShouldBeOneOf(ModelFailure.Unavailable, ModelFailure.Malformed);
    }

    [Fact]
    public async Task Ask_NobodyListens_IsUnavailable()
    {
        await stub.DisposeAsync();

        (await Fails(Options, Prompt())).Failure.ShouldBe(ModelFailure.Unavailable);
    }

    [Fact]
    public async Task Ask_HugeAnswer_IsReadNoFurtherThanAllowed()
    {
        stub.Reply = _ => StubReply.Answer(new string('x', 3_000_000));

        var failure = await Fails(Options with { MaxAnswerBytes = 64 * 1024 }, Prompt());

        failure.Failure.ShouldBe(ModelFailure.TooLarge);
        failure.MayBeBilled.ShouldBeTrue();
    }

    [Fact]
    public async Task Ask_ModelThatRefuses_SaysSo()
    {
        stub.Reply = _ => StubReply.Answer("", finish: "content_filter");

        (await Fails(Options, Prompt())).Failure.ShouldBe(ModelFailure.Refused);
    }

    [Fact]
    public async Task Ask_AnswerThatIsCutByItsLength_GivesWhatThereIs()
    {
        stub.Reply = _ => StubReply.Answer("""{"symbol":"AA""", finish: "length");

        (await Ask(Options)).Text.ShouldBe("""{"symbol":"AA""");
    }

    [Fact]
    public async Task Ask_Cancelled_IsNotAFailureOfTheModel()
    {
        stub.Reply = _ => StubReply.Answer("{}") with { Delay = TimeSpan.FromSeconds(5) };
        using var model = new OpenAiModel(Options);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(() => model.Ask(Prompt(), cancellation.Token));
    }

    private static async Task<ModelAnswer> Ask(LlmOptions options)
    {
        using var model = new OpenAiModel(options);
        return await model.Ask(Prompt(), CancellationToken.None);
    }

    private static async Task<ModelException> Fails(LlmOptions options, ModelPrompt prompt)
    {
        using var model = new OpenAiModel(options);
        return await Should.ThrowAsync<ModelException>(() => model.Ask(prompt, CancellationToken.None));
    }
}
