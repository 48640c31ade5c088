using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Notifications;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Whom to tell what. Without an address notifications are lines of the log.</summary>
public sealed record NotifyOptions
{
    [Required]
    public SlackOptions Slack { get; init; } = new();

    [Required]
    public WebhookOptions Webhook { get; init; } = new();

    /// <summary>Repeats of one matter within this time are told together. Default 5 minutes; 0 tells each.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Group { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most notices in an hour, counted apart for critical and other ones. Default 30.</summary>
    [Range(1, 10_000)]
    public int PerHour { get; init; } = 30;

    /// <summary>Start of the hours in which only what is critical is told, <c>22:00</c>; the rest waits until they are over. Default null: none.</summary>
    [RegularExpression("([01][0-9]|2[0-3]):[0-5][0-9]")]
    public string? QuietFrom { get; init; }

    /// <summary>End of these hours, <c>07:00</c>.</summary>
    [RegularExpression("([01][0-9]|2[0-3]):[0-5][0-9]")]
    public string? QuietTo { get; init; }

    /// <summary>Time zone of these hours. Default New York.</summary>
    [Required]
    public string TimeZone { get; init; } = "America/New_York";

    /// <summary>How long one delivery may take. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1000000", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether fills are told. Default yes.</summary>
    public bool PortfolioChanges { get; init; } = true;

    /// <summary>Warns when one signal in a hundred takes longer, measured over half a minute. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0010000", "00:10:00")]
    public TimeSpan? Latency { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Warns when fewer of a strategy's ended orders fill. Default 0.9.</summary>
    [Range(0d, 1d)]
    public double? FillRate { get; init; } = 0.9;

    /// <summary>Warns when fewer of a strategy's exits win. Default 0.3.</summary>
    [Range(0d, 1d)]
    public double? WinRate { get; init; } = 0.3;

    /// <summary>Warns when a strategy has lost this share of the starting equity. Default 0.02.</summary>
    [Range(0d, 1d)]
    public double? StrategyLoss { get; init; } = 0.02;

    /// <summary>Warns when a price in use is older while the market is open, by the market's clock. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan? StaleData { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Signals in half a minute below which their latency says nothing. Default 5.</summary>
    [Range(1, 1_000_000)]
    public int LeastSignals { get; init; } = 5;

    /// <summary>Orders or exits below which a strategy's rates say nothing. Default 20.</summary>
    [Range(1, 1_000_000)]
    public int LeastOrders { get; init; } = 20;

    /// <summary>Whether anybody is told besides the log.</summary>
    [JsonIgnore]
    public bool IsOn => !string.IsNullOrEmpty(Slack.Webhook) || !string.IsNullOrEmpty(Slack.Token) || !string.IsNullOrEmpty(Webhook.Url);

    /// <summary>The rules that the options amount to.</summary>
    public NoticePolicy ToPolicy() => new(Group, PerHour, QuietFrom is { } from && QuietTo is { } to ? new QuietHours(Time(from), Time(to)) : null);

    public WarningThresholds ToThresholds() => new(Latency, FillRate, WinRate, StrategyLoss, StaleData, LeastSignals, LeastOrders);

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A Slack workspace: by an incoming webhook, or by a bot token and a channel, whose messages are changed when a matter repeats.</summary>
public sealed record SlackOptions
{
    /// <summary>Address of an incoming webhook; set it as <c>${VARIABLE}</c>.</summary>
    [Secret(IsVariable = true)]
    public string? Webhook { get; init; }

    /// <summary>Bot token with <c>chat:write</c>; set it as <c>${VARIABLE}</c>.</summary>
    [Secret(IsVariable = true)]
    public string? Token { get; init; }

    /// <summary>Channel of the bot.</summary>
    public string? Channel { get; init; }

    /// <summary>Address of the Web API; null for Slack's own.</summary>
    public string? Api { get; init; }

    /// <summary>What is less severe is not told. Default info.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
    public Severity Least { get; init; } = Severity.Info;

    /// <summary>The secrets are in no text.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Channel = ").Append(Channel).Append(", Least = ").Append(Least);
        return true;
    }
}

/// <summary>Any address that takes JSON.</summary>
public sealed record WebhookOptions
{
    /// <summary>Where to; set it as <c>${VARIABLE}</c>.</summary>
    [Secret(IsVariable = true)]
    public string? Url { get; init; }

    /// <summary>Signs what is sent; set it as <c>${VARIABLE}</c>.</summary>
    [Secret(IsVariable = true)]
    public string? Secret { get; init; }

    /// <summary>What is less severe is not told. Default warning.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
    public Severity Least { get; init; } = Severity.Warning;

    /// <summary>The secrets are in no text.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Least = ").Append(Least);
        return true;
    }
}
