using System.Reflection;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Tests.Configuration;

public sealed class SecretOptionsTests
{
    private const string Text = "a-secret-that-nobody-sees";

    private static readonly string[] Telling = ["Key", "KeyId", "Secret", "Token", "Password"];

    [Fact]
    public void Secrets_OfTheOptions_AreMarked()
    {
        var texts = Texts(new TradingOptions()).ToArray();

        texts.Count(text => IsSecret(text.Property)).ShouldBeGreaterThan(6);
        texts.Where(text => Telling.Contains(text.Property.Name) && !IsSecret(text.Property)).Select(text => text.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Text_OfTheOptions_HasNoSecret() => Filled().ToString().ShouldNotContain(Text);

    [Fact]
    public void Options_ThatAreShown_HaveNoSecret() =>
        Texts(Filled().WithoutSecrets()).Where(text => Equals(text.Property.GetValue(text.Of), Text)).Select(text => text.Path).ShouldBeEmpty();

    private static bool IsSecret(PropertyInfo property) => property.GetCustomAttribute<SecretAttribute>() is not null;

    /// <summary>Options in which every value that is marked as a secret is set.</summary>
    private static TradingOptions Filled()
    {
        var options = new TradingOptions();
        foreach (var (_, of, property) in Texts(options).Where(text => IsSecret(text.Property)))
        {
            property.SetValue(of, Text);
        }

        return options;
    }

    /// <summary>Every setting that is a text.</summary>
    private static IEnumerable<(string Path, object Of, PropertyInfo Property)> Texts(object of, string path = "")
    {
        foreach (var property in of.GetType().GetProperties())
        {
            var name = $"{path}.{property.Name}";
            if (property.PropertyType == typeof(string))
            {
                yield return (name, of, property);
            }
            else if (property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal) && property.GetValue(of) is { } inner)
            {
                foreach (var text in Texts(inner, name))
                {
                    yield return text;
                }
            }
        }
    }
}
