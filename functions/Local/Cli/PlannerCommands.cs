using System.CommandLine;
using System.Globalization;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class PlannerCommands
{
    private static readonly Column[] Columns =
    [
        new("question", "question"), new("outcome", "outcome"), new("kept", "recalled"), new("tokens", "tokens"), new("cost", "cost", "0.000000"), new("asked", "askedUtc"), new("reason", "reason"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var run = new Option<string?>("--run") { Description = "A trading day's run; the newest where left out." };
        var state = StateOption.Create();
        var status = new CliCommand("status", "Shows who writes plans, and what the language model took on a trading day.", "planner status", "planner status --json") { run, state };
        client.Show(status, parse => ClientCommands.Path("/api/planner", ("run", parse.GetValue(run))), Tables.PrintMembers, state);

        var limit = new Option<int>("--limit") { Description = "Most questions.", DefaultValueFactory = _ => 100 };
        limit.Within(1, 1000);
        var after = new Option<string?>("--after") { Description = "Goes on after this one." };
        var questions = new CliCommand(
            "questions", "Lists the questions to the language model, with prompt and answer in --json.", "planner questions", "planner questions --run main-20260105 --json", "planner questions --state ./replay")
        {
            run, limit, after, state,
        };
        client.Show(
            questions,
            parse => ClientCommands.Path(
                "/api/planner/questions", ("run", parse.GetValue(run)), ("limit", parse.GetValue(limit).ToString(CultureInfo.InvariantCulture)), ("after", parse.GetValue(after))),
            (output, answer) => Tables.Print(output, answer, "The model was not asked.", Columns),
            state);

        var command = new CliCommand("planner", "Who writes the plans: the rules, or a language model within them.", "planner status", "planner questions") { status, questions };
        client.Options.AddTo(command);
        return command;
    }
}
