namespace Webhooks.Infra.Tests.Compiling;

/// <summary>As <see cref="BicepFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute() => Skip = Bicep.Program is null ? BicepFactAttribute.Why : null;
}
