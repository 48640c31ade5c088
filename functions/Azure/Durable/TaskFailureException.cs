using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

/// <summary>Carries a failure through the engine, which keeps an exception's type and message and nothing else on every backend.</summary>
public sealed class TaskFailureException(string task, Exception cause) : Exception(FailureText.Write(FailureText.Of(task, cause)), cause);
