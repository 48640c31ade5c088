namespace TradingFunctions.Pipeline.Configuration;

/// <summary>The options as they may be shown.</summary>
public static class HiddenSecrets
{
    private const string Hidden = "***";

    /// <summary>Every value marked with <see cref="SecretAttribute"/> hidden.</summary>
    public static TradingOptions WithoutSecrets(this TradingOptions options) => options with
    {
        Broker = options.Broker with { KeyId = Hide(options.Broker.KeyId), Secret = Hide(options.Broker.Secret) },
        Store = options.Store with { Key = Hide(options.Store.Key) },
        Planner = options.Planner with { Llm = options.Planner.Llm with { Key = Hide(options.Planner.Llm.Key) } },
        Notify = options.Notify with
        {
            Slack = options.Notify.Slack with { Webhook = Hide(options.Notify.Slack.Webhook), Token = Hide(options.Notify.Slack.Token) },
            Webhook = options.Notify.Webhook with { Url = Hide(options.Notify.Webhook.Url), Secret = Hide(options.Notify.Webhook.Secret) },
        },
    };

    private static string? Hide(string? secret) => string.IsNullOrEmpty(secret) ? secret : Hidden;
}
