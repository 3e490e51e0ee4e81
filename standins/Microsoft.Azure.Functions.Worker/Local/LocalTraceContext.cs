using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The trace of the activity an invocation runs in.</summary>
internal sealed class LocalTraceContext : TraceContext
{
    public static LocalTraceContext Instance { get; } = new();

    public override string TraceParent => Activity.Current?.Id ?? "";

    public override string TraceState => Activity.Current?.TraceStateString ?? "";
}
