using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Llm;

/// <summary>A model behind any endpoint that speaks OpenAI's chat protocol. Keeps nothing: see <see cref="KeptAnswers"/>.</summary>
public sealed class OpenAiModel : ILanguageModel, IDisposable
{
    /// <summary>What is sent to a server that wants no key: the protocol has no place for none.</summary>
    private const string NoKey = "none";

    private readonly LlmOptions options;
    private readonly HttpClient http;
    private readonly ChatClient chat;

    /// <param name="options">Valid; see the configuration's rules.</param>
    public OpenAiModel(LlmOptions options)
    {
        this.options = options;
        Name = options.Model!;
        // A redirect would carry the key to whoever it names.
        http = new HttpClient(new AnswerLimit(options.MaxAnswerBytes, new SocketsHttpHandler { AllowAutoRedirect = false })) { Timeout = Timeout.InfiniteTimeSpan };
        chat = new ChatClient(Name, new ApiKeyCredential(options.Key is { Length: > 0 } key ? key : NoKey), Settings(options, http));
    }

    public string Name { get; }

    public ValueTask<ModelAnswer?> Recall(ModelPrompt prompt, CancellationToken cancellationToken) => ValueTask.FromResult<ModelAnswer?>(null);

    public async Task<ModelAnswer> Ask(ModelPrompt prompt, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(prompt.Timeout);
        try
        {
            // Some servers take the connection and never look at the token.
            return Answer(await chat.CompleteChatAsync(Messages(prompt), Format(prompt), patience.Token).WaitAsync(patience.Token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e)
        {
            throw new ModelException(ModelFailure.Timeout, $"No answer within {prompt.Timeout.TotalSeconds} s.", e);
        }
        catch (Exception e) when (e is not ModelException)
        {
            throw Failures.Of(e, prompt.Timeout);
        }
    }

    public void Dispose() => http.Dispose();

    private static OpenAIClientOptions Settings(LlmOptions options, HttpClient http)
    {
        var settings = new OpenAIClientOptions
        {
            Endpoint = Endpoint(options),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            RetryPolicy = new ClientRetryPolicy(options.Attempts - 1),
            Transport = new HttpClientPipelineTransport(http),
        };
        if (options.Style == LlmStyle.Azure)
        {
            settings.AddPolicy(new AzureAddress(options.ApiVersion, options.Key!), PipelinePosition.BeforeTransport);
        }

        return settings;
    }

    private static Uri Endpoint(LlmOptions options)
    {
        var address = options.BaseUrl.TrimEnd('/');
        return new Uri(options.Style == LlmStyle.Azure ? $"{address}/openai/deployments/{Uri.EscapeDataString(options.Model!)}" : address);
    }

    private ChatMessage[] Messages(ModelPrompt prompt)
    {
        var system = options.Output == LlmOutput.JsonSchema ? prompt.System : $"{prompt.System}\nThe JSON schema of your answer:\n{prompt.Schema}";
        return [new SystemChatMessage(system), new UserChatMessage(prompt.User)];
    }

    private ChatCompletionOptions Format(ModelPrompt prompt)
    {
        var format = new ChatCompletionOptions
        {
            MaxOutputTokenCount = prompt.MaxAnswerTokens,
            Temperature = options.SendTemperature ? 0 : null,
            ResponseFormat = options.Output == LlmOutput.JsonSchema
                ? ChatResponseFormat.CreateJsonSchemaFormat(prompt.SchemaName, BinaryData.FromString(prompt.Schema), jsonSchemaIsStrict: true)
                : ChatResponseFormat.CreateJsonObjectFormat(),
        };
#pragma warning disable OPENAI001 // The seed is not in the library's stable surface; in the protocol it is.
        format.Seed = options.Seed;
#pragma warning restore OPENAI001
        return format;
    }

    private static ModelAnswer Answer(ClientResult<ChatCompletion> result)
    {
        var completion = result.Value;
        if (completion.Refusal is { Length: > 0 } refusal)
        {
            throw new ModelException(ModelFailure.Refused, $"The model refuses: {refusal}");
        }

        if (completion.FinishReason == ChatFinishReason.ContentFilter)
        {
            throw new ModelException(ModelFailure.Refused, "The endpoint's content filter held the answer back.");
        }

        return new ModelAnswer(string.Concat(completion.Content.Select(part => part.Text)), completion.Usage?.InputTokenCount, completion.Usage?.OutputTokenCount);
    }
}
