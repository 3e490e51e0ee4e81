using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>What tests change about the host; an app always has the defaults.</summary>
internal sealed record LocalHostSettings
{
    /// <summary>Where host.json and local.settings.json are.</summary>
    public string BaseDirectory { get; init; } = AppContext.BaseDirectory;

    /// <summary>The classes to look for functions in; null for all of the entry assembly.</summary>
    public IReadOnlyList<Type>? FunctionTypes { get; init; }

    /// <summary>The clock of timers, leases and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long a message taken from a queue stays invisible, unless it is renewed.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long requests and functions may go on after the host is told to stop.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where the list of functions goes.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>Where the reason goes when the app cannot start.</summary>
    public TextWriter Error { get; init; } = Console.Error;

    public IEnumerable<Type> CandidateTypes() =>
        FunctionTypes ?? Assembly.GetEntryAssembly()?.GetTypes() ?? [];
}
