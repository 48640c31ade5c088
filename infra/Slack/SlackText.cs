using System.Globalization;
using TradingFunctions.Domain.Notifications;

namespace TradingFunctions.Infra.Slack;

/// <summary>A notice in Slack's mrkdwn.</summary>
internal static class SlackText
{
    /// <summary>Slack cuts a message's text at 40,000 characters and advises 4,000.</summary>
    private const int MaxLength = 3500;

    public static string Of(Notice notice)
    {
        var (severity, _, title, text) = notice.Notification;
        var sign = severity switch
        {
            Severity.Critical => ":red_circle:",
            Severity.Warning => ":large_orange_circle:",
            _ => ":large_blue_circle:",
        };
        var repeats = notice.Repeats > 1 ? string.Create(CultureInfo.InvariantCulture, $" (×{notice.Repeats})") : string.Empty;
        var whole = $"{sign} *{Escaped(title)}*{repeats}\n{Escaped(text)}";
        return whole.Length <= MaxLength ? whole : whole[..MaxLength] + "…";
    }

    /// <summary>Slack's control characters: without this a symbol or reason could mention people or make links.</summary>
    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
