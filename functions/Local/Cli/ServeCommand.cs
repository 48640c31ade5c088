using System.CommandLine;
using System.Net;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Serve;

namespace TradingFunctions.Local.Cli;

internal static class ServeCommand
{
    public const int DefaultPort = 7071;

    public static Command Create(CliConsole console)
    {
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 takes a free one.", DefaultValueFactory = _ => DefaultPort };
        var bind = new Option<string>("--bind") { Description = "Address to listen on. Anything but a loopback address lets other machines in; put TLS in front of it.", DefaultValueFactory = _ => "127.0.0.1" };
        var data = new Option<string?>("--data") { Description = $"Data directory. Default: {DataDirectory.DefaultPath}" };
        var market = new Option<string?>("--market") { Description = "Where prices come from; goes with the broker." };
        var broker = new Option<string?>("--broker") { Description = $"Where orders go; what the configuration says where left out. alpaca is alpaca-paper; keys come from {RemoteBroker.KeyVariable} and {RemoteBroker.SecretVariable}." };
        var speed = new Option<int?>("--speed") { Description = "Seconds of simulated market time per second, 1 to 100000." };
        var config = new Option<string?>("--config") { Description = "Configuration file; trading.yaml beside the program where left out." };
        var plugins = PluginsOption.Create();
        var hosts = new Option<string[]>("--allow-host") { Description = "Further host names that requests may be sent to.", AllowMultipleArgumentsPerToken = true };
        var open = new Option<bool>("--open") { Description = "Opens the dashboard in the browser, signed in." };
        var verbose = new Option<bool>("--verbose") { Description = "Logs what the pipeline does." };
        port.Within(0, 65_535);
        bind.Validators.Add(result =>
        {
            if (!IPAddress.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError("--bind takes an IP address, such as 127.0.0.1 or 0.0.0.0.");
            }
        });
        speed.Within(1, 100_000);
        market.AcceptOnlyFromAmong("simulated", "alpaca");
        broker.AcceptOnlyFromAmong("simulated", "alpaca", "alpaca-paper", "alpaca-live");
        var command = new CliCommand(
            "serve", "Runs the pipeline and its HTTP API until interrupted. This is what runs without a command.", "serve", "serve --port 8080 --data ./data --speed 120", "serve --broker alpaca-paper --data ./paper")
        {
            port, bind, data, market, broker, speed, config, plugins, hosts, open, verbose,
        };
        command.SetAction((parse, cancellationToken) => ServeRunner.Run(
            new ServeOptions
            {
                Port = parse.GetValue(port),
                Bind = IPAddress.Parse(parse.GetRequiredValue(bind)),
                DataPath = parse.GetValue(data),
                Market = parse.GetValue(market),
                Broker = parse.GetValue(broker),
                Speed = parse.GetValue(speed),
                ConfigPath = parse.GetValue(config),
                PluginsPath = parse.GetValue(plugins),
                AllowedHosts = parse.GetValue(hosts) ?? [],
                Open = parse.GetValue(open),
                IsVerbose = parse.GetValue(verbose),
            },
            console,
            cancellationToken));
        return command;
    }
}
