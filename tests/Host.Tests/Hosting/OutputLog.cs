using System.Diagnostics;

namespace Webhooks.Host.Tests.Hosting;

/// <summary>Every line that a process wrote.</summary>
public sealed class OutputLog
{
    private const int Tail = 200;

    private readonly List<string> _lines = [];
    private readonly Lock _lock = new();

    public OutputLog(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>How many lines there are: a place to read from later.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _lines.Count;
        }
    }

    /// <summary>The lines from a place on.</summary>
    public IReadOnlyList<string> Since(int place)
    {
        lock (_lock)
            return _lines[place..];
    }

    /// <summary>The last lines, for the message of a test that fails.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Since(Math.Max(0, Count - Tail)));

    private void Add(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
            _lines.Add(line);
    }
}
