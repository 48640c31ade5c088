using System.Text;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Planning;

/// <summary>Asks the model within the day's budget, and keeps question and answer with the run before the answer is used.</summary>
/// <remarks>
/// A question is stored with its reservation before it is asked, so that whoever repeats it finds it: an answer that is stored is used again, and one that was
/// asked for and never stored is not asked for again, because it may have been paid for. Reservations go in the order of the questions, whatever the
/// answers do, so the same questions meet the same budget.
/// </remarks>
public sealed class ModelDesk(ModelStore store, ILanguageModel model, ModelTerms terms, TimeProvider clock)
{
    /// <summary>Longest answer that is judged and kept, characters: all exchanges of a batch have to fit one transaction, however their characters are escaped.</summary>
    private const int MostKept = 16 * 1024;

    /// <summary>Asks some questions of a run.</summary>
    /// <param name="patience">Real time that all of them may take together.</param>
    /// <returns>One reply per question, in their order. Never throws for what the model does.</returns>
    public async Task<IReadOnlyList<ModelReply>> Ask(RunId run, IReadOnlyList<ModelQuestion> questions, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = terms.Wall.GetTimestamp();
        var replies = new List<ModelReply>(questions.Count);
        foreach (var chunk in questions.Chunk(terms.Options.Parallel))
        {
            var isLate = terms.Wall.GetElapsedTime(began) >= patience;
            var turns = await Begin(run, chunk, isLate, cancellationToken);
            await Task.WhenAll(turns.Select(turn => Answer(turn, cancellationToken)));
            await End(run, turns, cancellationToken);
            replies.AddRange(turns.Select(turn => ModelReply.Of(turn.Exchange)));
        }

        return replies;
    }

    /// <summary>One question on its way.</summary>
    /// <param name="begun">As it is stored.</param>
    private sealed class Turn(ModelQuestion question, ModelExchange begun, string? etag, bool isOurs)
    {
        public ModelQuestion Question { get; } = question;

        public ModelExchange Begun { get; } = begun;

        public ModelExchange Exchange { get; set; } = begun;

        public string? ETag { get; set; } = etag;

        /// <summary>We have stored it as asked, and nobody has ended it for us.</summary>
        public bool IsOurs { get; set; } = isOurs;
    }

    /// <summary>Stores the questions that are new, with what they may take; ends those that somebody left behind.</summary>
    private async Task<Turn[]> Begin(RunId run, ModelQuestion[] questions, bool isLate, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await store.ReadBudget(run, cancellationToken);
            var budget = before?.Value ?? new ModelBudget();
            var turns = new Turn[questions.Length];
            var changed = new List<Turn>();
            for (var i = 0; i < questions.Length; i++)
            {
                var stored = await store.Read(run, questions[i].Id, cancellationToken);
                if (stored is { Value.HasEnded: true })
                {
                    turns[i] = new Turn(questions[i], stored.Value, stored.ETag, isOurs: false);
                    continue;
                }

                if (stored is null)
                {
                    var opened = await Open(questions[i], budget, isLate, cancellationToken);
                    budget = budget.With(opened);
                    turns[i] = new Turn(questions[i], opened, etag: null, isOurs: !opened.HasEnded);
                }
                else
                {
                    var ended = await TakeOver(questions[i], stored.Value, cancellationToken);
                    budget = budget.With(stored.Value, ended);
                    turns[i] = new Turn(questions[i], ended, stored.ETag, isOurs: false);
                }

                changed.Add(turns[i]);
            }

            if (changed.Count == 0)
            {
                return turns;
            }

            if (await store.Write(run, before, budget, [.. changed.Select(turn => (turn.Exchange, turn.ETag))], cancellationToken) is { } etags)
            {
                for (var i = 0; i < changed.Count; i++)
                {
                    changed[i].ETag = etags[i];
                }

                return turns;
            }
        }
    }

    private async Task<ModelExchange> Open(ModelQuestion question, ModelBudget budget, bool isLate, CancellationToken cancellationToken)
    {
        var prompt = question.Prompt;
        var asked = new ModelExchange(
            question.Id, model.Name, ModelOutcome.Asked, ModelTerms.HashOf(prompt), prompt.System, prompt.User, clock.GetUtcNow().UtcDateTime);
        if (await model.Recall(prompt, cancellationToken) is { } kept)
        {
            return Answered(asked, question, kept) with { Recalled = true, Tokens = 0, Cost = 0 };
        }

        var refusal = terms.Options.RecordedOnly ? "NOT_KEPT: only kept answers are used, and there is none for this prompt."
            : isLate ? "TIME: the time for the questions of this scan is used up."
            : terms.Refusal(budget, prompt);
        if (refusal is not null)
        {
            return asked with { Outcome = ModelOutcome.NotAsked, Reason = refusal };
        }

        var tokens = ModelTerms.MostTokens(prompt);
        return asked with { ReservedTokens = tokens, Tokens = tokens, Cost = terms.MostCost(prompt) };
    }

    /// <summary>A question that was asked and has no answer: its asker is gone, or still waits and will find it ended.</summary>
    private async Task<ModelExchange> TakeOver(ModelQuestion question, ModelExchange asked, CancellationToken cancellationToken) =>
        await model.Recall(question.Prompt, cancellationToken) is { } kept
            ? Answered(asked, question, kept)
            : asked with { Outcome = ModelOutcome.Interrupted, Reason = "INTERRUPTED: it was asked, and whoever asked went away; it may have been paid for, so it is not asked again." };

    private async Task Answer(Turn turn, CancellationToken cancellationToken)
    {
        if (!turn.IsOurs)
        {
            return;
        }

        try
        {
            turn.Exchange = Answered(turn.Begun, turn.Question, await model.Ask(turn.Question.Prompt, cancellationToken));
        }
        catch (ModelException e)
        {
            var reason = $"{CodeOf(e.Failure)}: {PlainText.Of(e.Message, 300)}";
            turn.Exchange = e.MayBeBilled
                ? turn.Begun with { Outcome = ModelOutcome.Failed, Reason = reason }
                : turn.Begun with { Outcome = ModelOutcome.Failed, Reason = reason, Tokens = 0, Cost = 0 };
        }
    }

    private ModelExchange Answered(ModelExchange asked, ModelQuestion question, ModelAnswer answer)
    {
        // What is judged is what is stored, and a store takes no lone halves of characters.
        var text = Encoding.UTF8.GetString(PlainText.Utf8(answer.Text));
        var charged = answer is { PromptTokens: { } prompt, AnswerTokens: { } tokens }
            ? asked with { Tokens = prompt + (long)tokens, Cost = terms.Cost(prompt, tokens) }
            : asked;
        if (text.Length > MostKept)
        {
            return charged with { Outcome = ModelOutcome.Refused, Answer = PlainText.Of(text, 200), Reason = $"TOO_LARGE: the answer has {text.Length} characters, more than the {MostKept} that are kept." };
        }

        var refusal = question.Judge(text);
        return charged with { Outcome = refusal is null ? ModelOutcome.Answered : ModelOutcome.Refused, Answer = text, Reason = refusal };
    }

    /// <summary>Stores what the questions came to. One that somebody has ended meanwhile stays as it was ended.</summary>
    private async Task End(RunId run, Turn[] turns, CancellationToken cancellationToken)
    {
        while (Array.FindAll(turns, turn => turn.IsOurs) is { Length: > 0 } ours)
        {
            var before = await store.ReadBudget(run, cancellationToken);
            var budget = ours.Aggregate(before?.Value ?? new ModelBudget(), (sum, turn) => sum.With(turn.Begun, turn.Exchange));
            if (await store.Write(run, before, budget, [.. ours.Select(turn => (turn.Exchange, turn.ETag))], cancellationToken) is not null)
            {
                return;
            }

            foreach (var turn in ours)
            {
                var stored = await store.Read(run, turn.Question.Id, cancellationToken);
                if (stored is { Value.HasEnded: true })
                {
                    (turn.Exchange, turn.IsOurs) = (stored.Value, false);
                }
            }
        }
    }

    private static string CodeOf(ModelFailure failure) => failure switch
    {
        ModelFailure.Timeout => "TIMEOUT",
        ModelFailure.RateLimited => "RATE_LIMITED",
        ModelFailure.Unavailable => "UNAVAILABLE",
        ModelFailure.Refused => "REFUSED",
        ModelFailure.TooLarge => "TOO_LARGE",
        ModelFailure.Malformed => "MALFORMED",
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "Unknown failure."),
    };
}
