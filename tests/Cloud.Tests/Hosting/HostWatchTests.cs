using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Azure.Hosting;

namespace TradingFunctions.Cloud.Tests.Hosting;

public sealed class HostWatchTests
{
    [Fact]
    public async Task Watch_OfAHostThatIsKilled_EndsTheWorker()
    {
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();
        using var lifetime = new Lifetime();
        using var watch = new HostWatch(new Uri($"http://127.0.0.1:{((IPEndPoint)host.LocalEndpoint).Port}/"), lifetime, NullLogger<HostWatch>.Instance, TimeSpan.FromMilliseconds(5));

        await watch.StartAsync(CancellationToken.None);
        using (await host.AcceptTcpClientAsync())
        using (await host.AcceptTcpClientAsync())
            lifetime.Stopped.IsCompleted.ShouldBeFalse();
        host.Stop();

        await lifetime.Stopped;
    }

    [Fact]
    public async Task Watch_WithoutAHost_LeavesTheWorkerAlone()
    {
        using var lifetime = new Lifetime();
        using var watch = new HostWatch(null, lifetime, NullLogger<HostWatch>.Instance, TimeSpan.FromMilliseconds(5));

        await watch.StartAsync(CancellationToken.None);

        await watch.ExecuteTask!;
        lifetime.Stopped.IsCompleted.ShouldBeFalse();
    }

    sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        readonly TaskCompletionSource _stopped = new();

        public Task Stopped => _stopped.Task;

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopped.TrySetResult();

        public void Dispose() => _stopped.TrySetCanceled();
    }
}
