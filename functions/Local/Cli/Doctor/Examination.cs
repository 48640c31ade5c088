using System.Net;
using System.Net.Sockets;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli.Doctor;

/// <summary>Looks at everything that a start needs, without starting anything.</summary>
/// <param name="above">Settings above file and environment: the command line's.</param>
internal sealed class Examination(string dataPath, string? configPath, IReadOnlyDictionary<string, string> above, int port)
{
    public async Task<Findings> Run(CancellationToken cancellationToken)
    {
        List<Check> checks = [ConfigurationCheck.Run(configPath, above, out var options)];
        checks.AddRange(Data());
        checks.AddRange(await VenueCheck.Run(options, cancellationToken));
        var (listens, isHost) = await Port(cancellationToken);
        checks.Add(listens);
        if (isHost)
        {
            checks.AddRange(await RunningHostCheck.Run(dataPath, port, cancellationToken));
        }

        return new Findings(checks.TrueForAll(c => c.Status != CheckStatus.Fail), [.. checks]);
    }

    private IEnumerable<Check> Data()
    {
        var full = Path.GetFullPath(dataPath);
        if (!Directory.Exists(full))
        {
            yield return File.Exists(full)
                ? new Check("data", CheckStatus.Fail, $"{full} is a file.", "Choose another directory with --data.")
                : Check.Ok("data", $"{full} does not exist yet and is made at the first start.");
            yield break;
        }

        DataDirectory? directory = null;
        Check found;
        try
        {
            directory = DataDirectory.Open(full);
            found = Check.Ok("data", $"{full} can be written and no host uses it.");
        }
        catch (StoreException e)
        {
            found = new Check("data", e.Failure == StoreFailure.Locked ? CheckStatus.Warn : CheckStatus.Fail, e.Message, e.Advice);
        }

        using (directory)
        {
            yield return found;
            yield return DiskCheck.FreeSpace(full);
            if (directory is null)
            {
                yield break;
            }

            yield return DiskCheck.Fsync(full);
            foreach (var file in (string[])[directory.StoreFile, directory.EngineFile, directory.QueueFile, directory.ExchangeFile])
            {
                yield return DatabaseCheck.Run(file);
            }
        }
    }

    private async Task<(Check Check, bool IsHost)> Port(CancellationToken cancellationToken)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return (Check.Ok("port", $"{port} is free."), false);
        }
        catch (SocketException e)
        {
            return await IsHost(cancellationToken)
                ? (Check.Ok("port", $"A trading host answers on {port}."), true)
                : (new Check("port", CheckStatus.Fail, $"{port} cannot be used: {e.Message}", "End the program that uses it, or choose another one with --port."), false);
        }
    }

    private async Task<bool> IsHost(CancellationToken cancellationToken)
    {
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
            return (await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/api/health/live"), cancellationToken)).Contains("\"live\"", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
