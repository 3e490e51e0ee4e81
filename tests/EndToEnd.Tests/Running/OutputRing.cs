using System.Diagnostics;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>The last lines that a process wrote, for the message of a test that fails.</summary>
public sealed class OutputRing
{
    private const int Capacity = 300;

    private readonly Queue<string> _lines = new();
    private readonly Lock _lock = new();

    /// <summary>Reads both outputs of a process from now on.</summary>
    public static OutputRing Of(Process process)
    {
        OutputRing ring = new();
        process.OutputDataReceived += (_, line) => ring.Add(line.Data);
        process.ErrorDataReceived += (_, line) => ring.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return ring;
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public bool Contains(string text) => Lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    public override string ToString() => string.Join(Environment.NewLine, Lines);

    private void Add(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Capacity)
                _lines.Dequeue();
        }
    }
}
