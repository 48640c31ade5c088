namespace TradingFunctions.Local.Engine;

/// <summary>The alphabet of instance ids, the same on both engines.</summary>
internal static class InstanceIds
{
    private const int MaxLength = 100;

    /// <exception cref="ArgumentException">The id is not 1 to 100 characters of <c>A-Z a-z 0-9 . _ -</c>.</exception>
    public static void Check(string instanceId)
    {
        if (instanceId.Length is 0 or > MaxLength)
            throw new ArgumentException($"An instance id has 1 to {MaxLength} characters, this one has {instanceId.Length}.", nameof(instanceId));
        foreach (var c in instanceId)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                throw new ArgumentException($"The instance id \"{instanceId}\" may hold only letters, digits, '.', '_' and '-'.", nameof(instanceId));
        }
    }
}
