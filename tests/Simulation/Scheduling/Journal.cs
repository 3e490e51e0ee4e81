using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Webhooks.Simulation.Scheduling;

/// <summary>
/// What happened, line by line: of all of it a hash, and the last lines, or all. Ids that the product draws are
/// numbered as they appear, so that two runs of a seed read the same.
/// </summary>
internal sealed partial class Journal(TimeProvider time, int keep) : IDisposable
{
    private const int HashedAtOnce = 64 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _toHash = new(HashedAtOnce); // a call for each line would cost more
    private readonly Queue<string> _last = new();
    private readonly Dictionary<string, int> _ids = [];

    public long Lines { get; private set; }

    public IReadOnlyCollection<string> Last => _last;

    public string Hash
    {
        get
        {
            HashWaiting();
            return Convert.ToHexString(_hash.GetCurrentHash());
        }
    }

    public void Write(string what)
    {
        string line = string.Create(CultureInfo.InvariantCulture,
            $"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss.fffffff} {Ids().Replace(what, Number)}");
        Lines++;
        Encoding.UTF8.GetBytes(line, _toHash);
        if (_toHash.WrittenCount >= HashedAtOnce)
            HashWaiting();
        if (keep == 0)
            return;
        _last.Enqueue(line);
        if (_last.Count > keep)
            _last.Dequeue();
    }

    public void Dispose() => _hash.Dispose();

    private void HashWaiting()
    {
        _hash.AppendData(_toHash.WrittenSpan);
        _toHash.ResetWrittenCount();
    }

    private string Number(Match id)
    {
        if (!_ids.TryGetValue(id.Value, out int number))
            _ids.Add(id.Value, number = _ids.Count);
        return string.Create(CultureInfo.InvariantCulture, $"#{number}");
    }

    [GeneratedRegex("[0-9a-f]{12}7[0-9a-f]{19}")]
    private static partial Regex Ids();
}
