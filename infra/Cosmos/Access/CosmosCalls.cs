using System.Diagnostics;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Cosmos.Access;

/// <summary>Makes calls: each within its time, shown with its cost, and with a failure that says what is wrong.</summary>
/// <param name="account">Its host name, for messages.</param>
/// <param name="timeout">Of one call, with what the SDK repeats.</param>
internal sealed class CosmosCalls(string account, TimeSpan timeout)
{
    private volatile Action<CosmosCall>? observer;

    public Action<CosmosCall>? Observer
    {
        get => observer;
        set => observer = value;
    }

    /// <param name="read">What the answer says of itself.</param>
    /// <returns>An answer that was expected; the caller disposes of it.</returns>
    /// <exception cref="StoreException">Another answer, or none.</exception>
    public async Task<T> Run<T>(CosmosOperation operation, string container, Func<CancellationToken, Task<T>> call, Func<T, CosmosAnswer> read, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        var began = Stopwatch.GetTimestamp();
        var told = default(CosmosAnswer);
        try
        {
            var answer = await call(deadline.Token);
            told = read(answer);
            if (told.IsExpected)
            {
                return answer;
            }

            (answer as IDisposable)?.Dispose();
            throw CosmosFailures.Of(account, operation, container, told, inner: null);
        }
        catch (CosmosException e)
        {
            told = CosmosAnswer.Of(e);
            throw CosmosFailures.Of(account, operation, container, told, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw CosmosFailures.TimedOut(account, operation, container, timeout, e);
        }
        catch (HttpRequestException e)
        {
            throw CosmosFailures.Unreachable(account, operation, container, e);
        }
        catch (AuthenticationFailedException e)
        {
            throw CosmosFailures.NotSignedIn(account, e);
        }
        finally
        {
            observer?.Invoke(new CosmosCall(operation, container, told.Status, told.RequestUnits, Stopwatch.GetElapsedTime(began)));
        }
    }
}
