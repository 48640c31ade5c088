using System.Net;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Alpaca.Http;

/// <summary>Reads over the package: whatever goes wrong becomes one of our error classes.</summary>
internal static class Calls
{
    /// <summary>The connection was disposed of while a call was under way, whatever had come of the answer by then: not the caller's wish, and no nonsense of the broker's.</summary>
    public static bool IsClosed(Exception e, CancellationToken cancellationToken) => e is ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <param name="what">For the message: <c>positions</c>.</param>
    /// <param name="map">Makes something of what the package gave.</param>
    /// <exception cref="BrokerException">No usable answer; with the answer's text where there was one and it makes no sense.</exception>
    public static async Task<T> Read<TSdk, T>(string what, Func<Task<TSdk>> call, Func<TSdk, T> map, CancellationToken cancellationToken)
    {
        var answer = Answer.Begin();
        try
        {
            return map(await call());
        }
        catch (Exception e) when (IsClosed(e, cancellationToken))
        {
            throw new BrokerException($"{what}: the connection was closed", e);
        }
        catch (Exception e) when (e is not (BrokerException or OperationCanceledException))
        {
            throw answer.IsSuccess
                ? new BrokerException($"{what}: the answer cannot be understood: {e.Message}", e) { RawAnswer = answer.Body }
                : new BrokerException(answer.Status is { } status ? $"{what}: {(int)status} {answer.Error().Message}" : $"{what}: {e.Message}", e);
        }
    }

    /// <summary>As <see cref="Read{TSdk, T}"/>, but that 404 is an answer: null.</summary>
    /// <exception cref="BrokerException">No usable answer.</exception>
    public static async Task<T?> Find<TSdk, T>(string what, Func<Task<TSdk>> call, Func<TSdk, T> map, CancellationToken cancellationToken)
        where T : class
    {
        HttpStatusCode? status = null;
        try
        {
            return await Read(
                what,
                async () =>
                {
                    try
                    {
                        return await call();
                    }
                    finally
                    {
                        status = Answer.Current?.Status;
                    }
                },
                map,
                cancellationToken);
        }
        catch (BrokerException) when (status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>As <see cref="Read{TSdk, T}"/>, in the words of a source of prices.</summary>
    /// <exception cref="MarketDataException">No usable answer.</exception>
    public static async Task<T> ReadMarket<TSdk, T>(string what, Func<Task<TSdk>> call, Func<TSdk, T> map, CancellationToken cancellationToken)
    {
        try
        {
            return await Read(what, call, map, cancellationToken);
        }
        catch (BrokerException e)
        {
            throw new MarketDataException(e.Message, e);
        }
    }
}
