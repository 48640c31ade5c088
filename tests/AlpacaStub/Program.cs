using System.Globalization;
using TradingFunctions.AlpacaStub.Hosting;

const string Help = """
    Alpaca's REST API and order stream on the loopback address, for tests.

    usage: TradingFunctions.AlpacaStub [--port N] [--journal FILE] [--cash DOLLARS]

      --port N         0 takes a free port (default)
      --journal FILE   appends everything that happens to FILE, as JSON lines
      --cash DOLLARS   of the account that is open from the start (key stub-key, secret stub-secret; default 100000)

    The first line of the output is the address. Ends with its standard input, or when interrupted.
    """;

var options = new StubOptions();
for (var i = 0; i < args.Length; i += 2)
{
    if (args[i] is "--help" or "-h" || i + 1 == args.Length)
    {
        Console.WriteLine(Help);
        return args[i] is "--help" or "-h" ? 0 : 2;
    }

    switch (args[i])
    {
        case "--port":
            options = options with { Port = int.Parse(args[i + 1], CultureInfo.InvariantCulture) };
            break;
        case "--journal":
            options = options with { Journal = args[i + 1] };
            break;
        case "--cash":
            options = options with { Cash = decimal.Parse(args[i + 1], CultureInfo.InvariantCulture) };
            break;
        default:
            await Console.Error.WriteLineAsync($"unknown option {args[i]}");
            return 2;
    }
}

await using var server = await StubServer.Start(options, CancellationToken.None);
Console.WriteLine(server.Address);
using var parentGone = new CancellationTokenSource();
_ = Task.Run(async () =>
{
    // Whoever started the stub holds the other end: a dead parent leaves no stub behind.
    while (await Console.In.ReadLineAsync() is not null)
    {
    }

    await parentGone.CancelAsync();
});
await server.WaitForShutdown(parentGone.Token);
return 0;
