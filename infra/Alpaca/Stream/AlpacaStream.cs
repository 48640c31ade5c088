using System.Net.WebSockets;
using System.Threading.Channels;
using Alpaca.Markets;
using Alpaca.Markets.Extensions;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Alpaca.Http;
using TradingFunctions.Infra.Alpaca.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Alpaca.Stream;

/// <summary>Alpaca's trade updates. One connection for each call; a message that cannot be understood is a gap, after which orders are read.</summary>
/// <param name="parentOf">The entry of a leg where it is known.</param>
internal sealed class AlpacaStream(AlpacaOptions options, Keys keys, Func<ClientOrderId, ClientOrderId?> parentOf) : IOrderStream
{
    public async Task Listen(Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, CancellationToken cancellationToken)
    {
        // An update, or null where orders must be read: listening begins, or something was lost.
        var messages = Channel.CreateUnbounded<ITradeUpdate?>(new UnboundedChannelOptions { SingleReader = true });
        var failure = string.Empty;
        var configuration = new AlpacaStreamingClientConfiguration
        {
            ApiEndpoint = options.Environment.AlpacaStreamingApi,
            SecurityId = new SecretKey(options.KeyId, options.Secret),
            WebSocketFactory = () => new UpdatesSocket(() => messages.Writer.TryWrite(null), Lost),
        };
        using var client = configuration.GetClient();
        client.OnTradeUpdate += update => messages.Writer.TryWrite(update);
        client.OnError += e => Lost(e.Message);
        client.SocketClosed += () => messages.Writer.TryComplete();
        await Authenticate();
        await foreach (var update in messages.Reader.ReadAllAsync(cancellationToken))
        {
            await Hand(update, connected, deliver, cancellationToken);
        }

        void Lost(string why)
        {
            failure = keys.StrikeOut(why);
            messages.Writer.TryWrite(null);
        }

        async Task Authenticate()
        {
            AuthStatus status;
            try
            {
                status = await client.ConnectAndAuthenticateAsync(cancellationToken).WaitAsync(options.Timeout, cancellationToken);
            }
            catch (TimeoutException e)
            {
                throw new BrokerException("order stream: no answer to the keys", e);
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException)
            {
                throw new BrokerException($"order stream: no connection: {keys.StrikeOut(e.Message)}", e);
            }

            if (status != AuthStatus.Authorized)
            {
                throw new BrokerException(failure.Length > 0 ? $"order stream: {failure}" : $"order stream: the keys are refused ({status})");
            }
        }
    }

    private async Task Hand(ITradeUpdate? update, Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, CancellationToken cancellationToken)
    {
        if (update is { } other && !OrderMapping.IsShares(other.Order))
        {
            return;
        }

        if (update is { } known && Event(known) is { } told)
        {
            await deliver(told, cancellationToken);
        }
        else
        {
            await connected(cancellationToken);
        }
    }

    /// <returns>Null where it makes no sense: the order's reading says what does.</returns>
    private OrderEvent? Event(ITradeUpdate update)
    {
        try
        {
            return OrderMapping.Event(update, parentOf);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
