using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

public sealed class ApprovedOrderTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void Type_OffersNoWayToMakeOne()
    {
        var type = typeof(ApprovedOrder);

        type.IsClass.ShouldBeTrue();
        type.IsSealed.ShouldBeTrue();
        type.GetConstructors().ShouldBeEmpty();
        type.GetProperties().ShouldAllBe(property => property.SetMethod == null);
        type.GetMethods(Everything).Where(method => method.ReturnType == type).ShouldBeEmpty();
        type.GetMethod("<Clone>$", Everything).ShouldBeNull();
        typeof(RiskGate).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>().ShouldBeEmpty();
    }

    [Fact]
    public void Deserialisation_GivesNone() => Should.Throw<NotSupportedException>(() => JsonSerializer.Deserialize<ApprovedOrder>("""{"Terms":null,"ApprovedUtc":"2024-01-01T00:00:00Z"}"""));

    [Fact]
    public void Constructor_IsCalledByTheGateAlone()
    {
        var constructor = typeof(ApprovedOrder).GetConstructors(Everything).ShouldHaveSingleItem();

        var callers = typeof(RiskGate).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
            .Where(method => Makes(method, constructor))
            .Select(method => method.DeclaringType!.FullName)
            .Distinct();

        callers.ShouldBe([typeof(RiskGate).FullName]);
    }

    /// <summary>Looks for <c>newobj</c> or <c>call</c> of the constructor in the method's code.</summary>
    private static bool Makes(MethodBase method, ConstructorInfo constructor)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i + 4 < code.Length; i++)
        {
            if ((code[i] == OpCodes.Newobj.Value || code[i] == OpCodes.Call.Value) && BitConverter.ToInt32(code, i + 1) == constructor.MetadataToken)
                return true;
        }

        return false;
    }
}
