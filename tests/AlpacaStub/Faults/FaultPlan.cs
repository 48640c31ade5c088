using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TradingFunctions.AlpacaStub.Faults;

/// <summary>Decides which faults strike, by a keyed hash of (seed, account, subject, number): the same traffic meets the same faults. Its owner locks.</summary>
public sealed class FaultPlan(long seed, string account, FaultProfile profile)
{
    private readonly List<(string Method, string Path, FaultKind Kind)> armed = [];
    private readonly Dictionary<string, long> counters = [];

    public FaultProfile Profile { get; set; } = profile;

    /// <summary>Lets a fault strike the next requests that match, ahead of all chance.</summary>
    public void Arm(string method, string path, FaultKind kind, int times)
    {
        for (var i = 0; i < times; i++)
        {
            armed.Add((method, path, kind));
        }
    }

    /// <summary>The fault of a request, if any.</summary>
    public FaultKind? OfRequest(string method, string path)
    {
        var match = armed.FindIndex(fault => fault.Method == method && path.StartsWith(fault.Path, StringComparison.Ordinal));
        if (match >= 0)
        {
            var kind = armed[match].Kind;
            armed.RemoveAt(match);
            return kind;
        }

        var roll = Next("request");
        var isRead = method == "GET";
        foreach (var (kind, rate) in (ReadOnlySpan<(FaultKind, double)>)[
            (FaultKind.Latency, Profile.Latency),
            (FaultKind.RateLimit, Profile.RateLimit),
            (FaultKind.ServerError, Profile.ServerError),
            (FaultKind.ConnectionReset, Profile.ConnectionReset),
            (FaultKind.ExecutedButTimedOut, isRead ? 0d : Profile.ExecutedButTimedOut),
            (FaultKind.StaleRead, isRead && IsState(path) ? Profile.StaleRead : 0d)])
        {
            if (roll < rate)
            {
                return kind;
            }

            roll -= rate;
        }

        return null;
    }

    /// <summary>Whether a fault of an order or an event strikes.</summary>
    public bool Strikes(FaultKind kind) => Next(kind.ToString()) < kind switch
    {
        FaultKind.PartialFill => Profile.PartialFill,
        FaultKind.AsyncReject => Profile.AsyncReject,
        FaultKind.DuplicateEvent => Profile.DuplicateEvent,
        FaultKind.ReorderedEvent => Profile.ReorderedEvent,
        FaultKind.SilentStream => Profile.SilentStream,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a fault of orders or events."),
    };

    /// <summary>The next number of a subject, 0 to 1.</summary>
    public double Next(string subject)
    {
        var number = counters.GetValueOrDefault(subject);
        counters[subject] = number + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{account}|{subject}|{number}"));
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) / (double)(1UL << 53);
    }

    private static bool IsState(string path) =>
        path.StartsWith("/v2/orders", StringComparison.Ordinal) || path.StartsWith("/v2/positions", StringComparison.Ordinal) || path == "/v2/account";
}
