namespace TradingFunctions.Infra.MlFlow;

/// <summary>Where the tracking server is, by MLflow's own environment variables.</summary>
/// <param name="Address">Of <c>MLFLOW_TRACKING_URI</c>, ending with a slash.</param>
/// <param name="Experiment">Of <c>MLFLOW_EXPERIMENT_NAME</c>; it is created where there is none.</param>
/// <param name="User">Of <c>MLFLOW_TRACKING_USERNAME</c>.</param>
/// <param name="Password">Of <c>MLFLOW_TRACKING_PASSWORD</c>: a secret.</param>
/// <param name="Token">Of <c>MLFLOW_TRACKING_TOKEN</c>: a secret.</param>
public sealed record MlFlowSettings(Uri Address, string Experiment, string? User = null, string? Password = null, string? Token = null)
{
    public const string AddressVariable = "MLFLOW_TRACKING_URI";

    private const string StandardExperiment = "trading-functions";

    /// <param name="variable">Gives an environment variable's value, null where it is not set.</param>
    /// <returns>Null where no server is named.</returns>
    /// <exception cref="FormatException">A value cannot be used; the message names the variable and not its value.</exception>
    public static MlFlowSettings? Read(Func<string, string?> variable)
    {
        if (Value(AddressVariable) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || address.Query.Length > 0)
        {
            throw new FormatException($"{AddressVariable} must be the http or https address of a tracking server, without user, password and query: those have variables of their own.");
        }

        return new MlFlowSettings(
            address,
            Value("MLFLOW_EXPERIMENT_NAME") ?? StandardExperiment,
            Value("MLFLOW_TRACKING_USERNAME"),
            Value("MLFLOW_TRACKING_PASSWORD"),
            Value("MLFLOW_TRACKING_TOKEN"));

        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>Without the secrets.</summary>
    public override string ToString() => Address.ToString();
}
