namespace TradingFunctions.Infra.Plugins;

/// <summary>An assembly cannot be loaded as a plug-in; the message says why.</summary>
internal sealed class PluginException(string message, Exception? inner = null) : Exception(message, inner);
