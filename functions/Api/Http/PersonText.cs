namespace TradingFunctions.Api.Http;

/// <summary>Text by which a person answers for something.</summary>
internal static class PersonText
{
    private const int MaxLength = 200;

    public static void Check(string field, string text, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength || text.Any(char.IsControl))
        {
            errors.Add(new FieldError(field, "FORMAT", $"Must be 1 to {MaxLength} characters of one line."));
        }
    }
}
