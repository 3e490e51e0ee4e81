namespace Webhooks.Infra.Tests.Compiling;

/// <summary>A test that needs Bicep's compiler; where there is none it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BicepFactAttribute : FactAttribute
{
    public const string Why = "Bicep's compiler is fetched for Linux on x64 only, so infra/ is not compiled here.";

    public BicepFactAttribute() => Skip = Bicep.Program is null ? Why : null;
}
