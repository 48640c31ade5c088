using Azure;
using Azure.Identity;

namespace TradingFunctions.Infra.Blobs;

/// <summary>What the package throws when the service does not do what it is asked.</summary>
internal static class BlobFailure
{
    private const int NotFound = 404;

    /// <summary>A refusal, tries that have run out, or an identity that has no token.</summary>
    public static bool Is(Exception e) => e is RequestFailedException or AggregateException or AuthenticationFailedException;

    public static bool IsNotFound(Exception e) => e is RequestFailedException { Status: NotFound };

    /// <summary>What is wrong, in few words.</summary>
    public static string Text(Exception e) => e switch
    {
        RequestFailedException { ErrorCode: { } code } => code,
        RequestFailedException { Status: > 0 } refused => $"status {refused.Status}",
        AggregateException many => many.GetBaseException().Message.Split('\n')[0],
        _ => e.Message.Split('\n')[0],
    };
}
