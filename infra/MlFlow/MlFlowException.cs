namespace TradingFunctions.Infra.MlFlow;

/// <summary>The server named what is wrong; the cause of a <see cref="Pipeline.Experiments.TrackingException"/>.</summary>
/// <param name="code">MLflow's error code.</param>
internal sealed class MlFlowException(string code) : Exception(code)
{
    public const string NotThere = "RESOURCE_DOES_NOT_EXIST";
    public const string AlreadyThere = "RESOURCE_ALREADY_EXISTS";

    public string Code { get; } = code;
}
