namespace TradingFunctions.Hosting;

/// <summary>Parts whose packages not every build has: a build without them has no such types.</summary>
internal static class CloudParts
{
    /// <param name="name">Of the type, with its assembly. It has a constructor without parameters.</param>
    /// <returns>Null where this build has none.</returns>
    public static T? Find<T>(string name) where T : class => Type.GetType(name, throwOnError: false) is { } type ? (T)Activator.CreateInstance(type)! : null;
}
