using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TradingFunctions.TestKit.Models;

/// <summary>One request as the stub saw it.</summary>
public sealed record StubQuestion(string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body)
{
    /// <summary>The question itself: the last message.</summary>
    public string Prompt => Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content") is var content && content.ValueKind == JsonValueKind.Array
        ? content[0].GetProperty("text").GetString()!
        : content.GetString()!;

    /// <summary>The question's facts.</summary>
    public JsonElement Facts => JsonElement.Parse(Prompt);
}

/// <summary>What the stub sends back.</summary>
/// <param name="Body">As it goes out; may be anything.</param>
/// <param name="Delay">Before the first byte.</param>
/// <param name="Cut">Says that the body is longer than it is, and hangs up.</param>
public sealed record StubReply(int Status, string Body, TimeSpan Delay = default, bool Cut = false)
{
    /// <summary>An answer of the protocol.</summary>
    public static StubReply Answer(string content, int promptTokens = 1000, int answerTokens = 100, string finish = "stop") => new(200, JsonSerializer.Serialize(new
    {
        id = "stub",
        @object = "chat.completion",
        created = 1,
        model = "stub",
        choices = new[] { new { index = 0, finish_reason = finish, message = new { role = "assistant", content, refusal = (string?)null } } },
        usage = new { prompt_tokens = promptTokens, completion_tokens = answerTokens, total_tokens = promptTokens + answerTokens },
    }));

    public static StubReply Error(int status) => new(status, """{"error":{"message":"no","type":"stub","code":"stub"}}""");
}

/// <summary>An endpoint that speaks OpenAI's chat protocol, on the loopback address and in the test's process.</summary>
public sealed class ModelStub : IAsyncDisposable
{
    private readonly HttpListener listener;
    private readonly Task serving;

    private ModelStub(HttpListener listener, int port)
    {
        this.listener = listener;
        BaseUrl = $"http://127.0.0.1:{port}/v1";
        serving = Serve();
    }

    /// <summary>As a client is set to.</summary>
    public string BaseUrl { get; }

    /// <summary>Decides what is answered; refuses everything by default.</summary>
    public Func<StubQuestion, StubReply> Reply { get; set; } = _ => StubReply.Error(500);

    public ConcurrentQueue<StubQuestion> Questions { get; } = [];

    public static ModelStub Start()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            var server = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                server.Start();
                return new ModelStub(server, port);
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                // Somebody was faster.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Answer(context);
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var headers = context.Request.Headers.AllKeys.ToDictionary(name => name!, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase);
            var question = new StubQuestion(context.Request.RawUrl!, headers, JsonElement.Parse(await reader.ReadToEndAsync()));
            Questions.Enqueue(question);
            var reply = Reply(question);
            await Task.Delay(reply.Delay);
            var body = Encoding.UTF8.GetBytes(reply.Body);
            context.Response.StatusCode = reply.Status;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength64 = reply.Cut ? body.Length + 1000 : body.Length;
            await context.Response.OutputStream.WriteAsync(body);
            if (reply.Cut)
            {
                context.Response.Abort();
            }
            else
            {
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The client has gone.
        }
    }
}
