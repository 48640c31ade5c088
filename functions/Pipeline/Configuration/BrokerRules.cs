namespace TradingFunctions.Pipeline.Configuration;

/// <summary>What a remote broker's client needs. No message repeats a key.</summary>
public static class BrokerRules
{
    /// <returns>Nothing for the simulated broker.</returns>
    public static IReadOnlyList<OptionError> Check(BrokerOptions broker)
    {
        var check = new RangeCheck("broker.");
        if (broker.Kind == BrokerKind.Simulated)
        {
            return check.Errors;
        }

        CheckKey("keyId", broker.KeyId, broker.Kind, check);
        CheckKey("secret", broker.Secret, broker.Kind, check);
        if (broker.Kind == BrokerKind.AlpacaLive && string.IsNullOrWhiteSpace(broker.ConfirmLive))
        {
            check.Add("confirmLive", "must name the account with broker.kind AlpacaLive: real money needs a second setting (docs/going-live.md).");
        }

        if (!string.IsNullOrEmpty(broker.Address))
        {
            CheckAddress(broker.Address, broker.Kind, check);
        }

        return check.Errors;
    }

    /// <summary>A key goes into a header, whose own check would repeat it.</summary>
    private static void CheckKey(string name, string? key, BrokerKind kind, RangeCheck check)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            check.Add(name, $"must be set with broker.kind {kind}.");
        }
        else if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            check.Add(name, "must hold neither blanks nor anything but ASCII characters.");
        }
    }

    private static void CheckAddress(string address, BrokerKind kind, RangeCheck check)
    {
        if (kind != BrokerKind.AlpacaPaper)
        {
            check.Add("address", $"must not be set with broker.kind {kind}: a stand-in is for paper trading.");
        }
        else if (!(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)))
        {
            check.Add("address", "must be an http address of this machine, such as http://127.0.0.1:5077.");
        }
    }
}
