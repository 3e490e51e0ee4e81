using System.Reflection;
using Xunit.Sdk;

namespace Webhooks.Host.Tests.Hosting;

/// <summary>
/// A case for each host that is there: the local host always, the real one where a <c>func</c> is on PATH. What the
/// case expects is one and the same; where the two hosts differ, <see cref="Differences"/> says so, with the reason.
/// </summary>
/// <param name="values">The test's arguments after the host.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnEachHostAttribute(params object?[] values) : DataAttribute
{
    private static readonly HostKind[] Present = CoreTools.Path is null
        ? [HostKind.LocalHost]
        : [HostKind.LocalHost, HostKind.Func];

    /// <inheritdoc />
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        Present.Select(kind => (object?[])[kind, .. values]);
}
