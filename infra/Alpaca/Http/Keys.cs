namespace TradingFunctions.Infra.Alpaca.Http;

/// <summary>Strikes the account's keys out of texts that may be logged or kept.</summary>
internal sealed class Keys(AlpacaOptions options)
{
    private const string Struck = "***";

    /// <summary>Alpaca's keys have 20 characters and more; what is shorter is a stand-in's, and may be a word.</summary>
    private const int ShortestKey = 16;

    private readonly string[] keys = [.. new[] { options.Secret, options.KeyId }.Where(key => key.Length >= ShortestKey)];

    public string StrikeOut(string text)
    {
        foreach (var key in keys)
        {
            text = text.Replace(key, Struck, StringComparison.Ordinal);
        }

        return text;
    }
}
