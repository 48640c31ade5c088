using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TradingFunctions.Azure.Hosting;

/// <summary>
/// Ends the worker when its Functions host is gone. A host that is killed tells nobody, and the worker's library then waits for ever: the process
/// would go on with the data directory that the next host's worker needs.
/// </summary>
internal sealed class HostWatch(Uri? host, IHostApplicationLifetime lifetime, ILogger<HostWatch> log, TimeSpan pause) : BackgroundService
{
    /// <summary>Where the Functions host says that it listens: its argument <c>--functions-uri</c>.</summary>
    private const string EndpointKey = "Functions:Worker:HostEndpoint";

    /// <summary>Refusals in a row after which nobody listens any more.</summary>
    private const int Enough = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public HostWatch(IConfiguration configuration, IHostApplicationLifetime lifetime, ILogger<HostWatch> log)
        : this(Uri.TryCreate(configuration[EndpointKey], UriKind.Absolute, out var host) ? host : null, lifetime, log, Pause)
    {
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (host is null)
        {
            return;
        }

        await Task.Yield();
        var refusals = 0;
        while (refusals < Enough)
        {
            await Task.Delay(pause, TimeProvider.System, stoppingToken);
            refusals = await Refuses(host, stoppingToken) ? refusals + 1 : 0;
        }

        log.HostGone(host);
        lifetime.StopApplication();
    }

    /// <summary>Whether nobody listens. A host that is only slow does not refuse.</summary>
    private static async Task<bool> Refuses(Uri host, CancellationToken cancellationToken)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(host.Host, host.Port, cancellationToken);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }
}
