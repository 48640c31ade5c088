using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TradingFunctions.AlpacaStub.Accounts;
using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.AlpacaStub.Journal;
using TradingFunctions.AlpacaStub.MarketData;
using TradingFunctions.AlpacaStub.Stream;

namespace TradingFunctions.AlpacaStub.Hosting;

/// <summary>Alpaca's trading API, data API and order stream on one loopback address, over accounts in memory.</summary>
public sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly StubJournal journal;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task market;

    private StubServer(StubOptions options)
    {
        var clock = options.Clock;
        journal = new StubJournal(options.Journal);
        Accounts = new StubAccounts(options, journal, clock);
        Accounts.Open(StubOptions.DefaultKey, options.Cash, seed: 0, new FaultProfile());

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, options.Port));
        builder.Services.AddRoutingCore();
        app = builder.Build();
        app.UseWebSockets();
        app.UseRouting();
        app.UseEndpoints(_ => { });
        var serving = new Serving(Accounts, options);
        TradingEndpoints.Map(app, serving);
        MarketEndpoints.Map(app, serving);
        ControlEndpoints.Map(app, Accounts);
        app.Map("/stream", new StreamEndpoint(Accounts, options, stopping.Token).Serve);
        market = Accounts.Run(stopping.Token);
    }

    /// <summary>The accounts, for tests in the same process.</summary>
    public StubAccounts Accounts { get; }

    /// <summary>http://127.0.0.1:port</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<StubServer> Start(StubOptions options, CancellationToken cancellationToken)
    {
        var server = new StubServer(options);
        await server.app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Completes when the process is asked to stop.</summary>
    public Task WaitForShutdown(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await app.DisposeAsync();
        await market.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        journal.Dispose();
        stopping.Dispose();
    }
}
