using System.Diagnostics;
using System.Net.Http.Json;
using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.AlpacaStub.Hosting;

namespace TradingFunctions.TestKit.Alpaca;

/// <summary>The stub in a process of its own: it outlives every host, and dies with whoever started it.</summary>
public sealed class AlpacaStubProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient control;

    private AlpacaStubProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        control = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <param name="journal">File that the stub appends its journal to.</param>
    /// <exception cref="InvalidOperationException">The stub did not come up.</exception>
    public static async Task<AlpacaStubProcess> Start(string journal)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(StubServer).Assembly.Location, "--journal", journal]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredPGO"] = "0";
        var stub = Process.Start(start) ?? throw new InvalidOperationException("The stub's process did not start.");
        var address = await stub.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) ? new AlpacaStubProcess(stub, uri) : throw new InvalidOperationException($"The stub said: {address}");
    }

    public async Task OpenAccount(string key, decimal cash, long seed, FaultProfile faults) =>
        (await control.PostAsJsonAsync("/stub/accounts", new OpenAccount(key, cash, seed, faults), ControlJson.Default.OpenAccount)).EnsureSuccessStatusCode();

    public async Task CloseAccount(string key) => (await control.DeleteAsync(new Uri($"/stub/accounts/{key}", UriKind.Relative))).EnsureSuccessStatusCode();

    public async Task SetFaults(string key, FaultProfile faults) =>
        (await control.PutAsJsonAsync($"/stub/accounts/{key}/faults", faults, ControlJson.Default.FaultProfile)).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
