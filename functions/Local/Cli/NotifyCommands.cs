using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Slack;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli;

/// <param name="Error">Why it was not told; null when it was.</param>
internal sealed record ChannelTest(string Channel, bool Told, string? Error);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChannelTest[]))]
internal sealed partial class NotifyJson : JsonSerializerContext;

/// <summary>Tries the ways to tell people.</summary>
internal static class NotifyCommands
{
    public static Command Create(CliConsole console) =>
        new CliCommand("notify", "Notifications to Slack and webhooks.", "notify test") { Test(console) };

    private static CliCommand Test(CliConsole console)
    {
        var config = new Option<string?>("--config") { Description = "Configuration file; trading.yaml beside the program where left out." };
        var severity = new Option<Severity>("--severity") { Description = "Info, Warning or Critical; a channel that tells only what is more severe is left out.", DefaultValueFactory = _ => Severity.Critical };
        var json = new Option<bool>("--json") { Description = "Prints the result as JSON and nothing else." };
        var command = new CliCommand("test", "Sends a test message on every channel of the configuration, and says which took it.", "notify test", "notify test --severity info --json") { config, severity, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var results = await Send(parse.GetValue(config), parse.GetValue(severity), cancellationToken);
            if (parse.GetValue(json))
            {
                console.Out.WriteLine(JsonSerializer.Serialize(results, NotifyJson.Default.ChannelTestArray));
            }
            else
            {
                foreach (var result in results)
                {
                    console.Out.WriteLine($"{(result.Told ? "ok" : "fail"),-4}  {result.Channel,-14}  {(result.Told ? "told" : result.Error)}");
                }
            }

            return results.All(result => result.Told) ? ExitCodes.Ok : ExitCodes.Failure;
        });
        return command;
    }

    private static async Task<ChannelTest[]> Send(string? configPath, Severity severity, CancellationToken cancellationToken)
    {
        Pipeline.Configuration.NotifyOptions options;
        try
        {
            options = TradingConfiguration.Load(configPath).Notify;
        }
        catch (ConfigurationException e)
        {
            throw new CliException($"The configuration cannot be used:{Environment.NewLine}{e.Message}", ExitCodes.Usage, e);
        }

        using var http = NotificationServices.NewClient();
        var channels = NotificationChannels.Of(options, http, TimeProvider.System).Where(channel => severity >= channel.Least).ToArray();
        if (channels.Length == 0)
        {
            throw new CliException("No channel tells this: set notify.slack or notify.webhook in trading.yaml.", ExitCodes.Usage);
        }

        var notice = new Notice(new Notification(severity, "test", "Test of notifications", $"Sent by 'notify test' on {Environment.MachineName}. Nothing has happened."));
        return await Task.WhenAll(channels.Select(channel => Send(channel, notice, options.Timeout, cancellationToken)));
    }

    private static async Task<ChannelTest> Send(INotificationChannel channel, Notice notice, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(timeout);
        try
        {
            await channel.Send(notice, late.Token);
            return new ChannelTest(channel.Name, Told: true, Error: null);
        }
        catch (NotificationException e)
        {
            return new ChannelTest(channel.Name, Told: false, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ChannelTest(channel.Name, Told: false, $"no answer within {timeout.TotalSeconds} s");
        }
    }
}
