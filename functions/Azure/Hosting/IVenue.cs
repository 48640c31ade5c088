using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Azure.Hosting;

/// <summary>Where the worker trades: a market, a broker and their time.</summary>
internal interface IVenue : IDisposable
{
    /// <summary>For people: whether prices and money are real.</summary>
    string Mode { get; }

    TimeProvider Clock { get; }

    IMarketTime Time { get; }

    IMarketData Market { get; }

    /// <summary>Adds what the broker needs besides.</summary>
    /// <returns>Gives the broker.</returns>
    Func<IServiceProvider, IBroker> AddTo(IServiceCollection services);
}
