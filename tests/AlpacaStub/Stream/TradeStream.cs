using System.Net.WebSockets;
using System.Threading.Channels;
using TradingFunctions.AlpacaStub.Accounts;
using TradingFunctions.AlpacaStub.Faults;

namespace TradingFunctions.AlpacaStub.Stream;

/// <summary>One listener of an account's trade updates, with the faults of streams: events twice, late or never.</summary>
public sealed class TradeStream
{
    private static readonly TimeSpan LongestWithheld = TimeSpan.FromMilliseconds(50);

    private readonly Channel<byte[]> frames = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private (byte[] Frame, DateTime SinceUtc)? withheld;
    private DateTime silentUntilUtc;

    /// <summary>Whether the client listens to trade updates.</summary>
    public bool IsListening { get; set; }

    /// <summary>Queues an event, or does with it what the plan says. Called under the account's gate.</summary>
    public void Offer(byte[] frame, StubAccount account)
    {
        if (!IsListening)
        {
            return;
        }

        var now = account.Now;
        if (now < silentUntilUtc)
        {
            return;
        }

        if (account.Faults.Strikes(FaultKind.SilentStream))
        {
            account.Note(FaultKind.SilentStream);
            silentUntilUtc = now + TimeSpan.FromMilliseconds(account.Faults.Profile.Silence);
            return;
        }

        if (withheld is null && account.Faults.Strikes(FaultKind.ReorderedEvent))
        {
            withheld = (frame, now);
            return;
        }

        Send(frame);
        if (account.Faults.Strikes(FaultKind.DuplicateEvent))
        {
            account.Note(FaultKind.DuplicateEvent);
            Send(frame);
        }

        if (withheld is { } late)
        {
            account.Note(FaultKind.ReorderedEvent);
            Send(late.Frame);
            withheld = null;
        }
    }

    /// <summary>Lets an event go that has waited in vain for a successor.</summary>
    public void ReleaseWithheld(DateTime nowUtc)
    {
        if (withheld is { } late && nowUtc - late.SinceUtc > LongestWithheld)
        {
            Send(late.Frame);
            withheld = null;
        }
    }

    public void Send(byte[] frame) => frames.Writer.TryWrite(frame);

    public void Close() => frames.Writer.TryComplete();

    /// <summary>Writes what is queued, as binary frames like the paper environment does.</summary>
    public async Task Pump(WebSocket socket, CancellationToken cancellationToken)
    {
        await foreach (var frame in frames.Reader.ReadAllAsync(cancellationToken))
        {
            await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
    }
}
