namespace TradingFunctions.Domain.Strategies.Parameters;

/// <summary>Implemented by parameters of which one bounds another.</summary>
public interface ICheckedParameters
{
    /// <summary>What is wrong between the parameters, each by itself being within its bounds.</summary>
    IEnumerable<ParameterError> Check();
}

/// <summary>Why a parameter is refused.</summary>
/// <param name="Name">Its name as on the wire, <c>buyAbove</c>; empty for all of them together.</param>
/// <param name="Message">For people; names the bounds.</param>
public sealed record ParameterError(string Name, string Message);
