namespace Webhooks.Tools.Send;

/// <summary>What came of it.</summary>
public sealed class Tally
{
    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private int _acknowledged;
    private int _refused;

    /// <summary>Answered 200.</summary>
    public int Acknowledged => _acknowledged;

    /// <summary>Answered otherwise, or not at all.</summary>
    public int Refused => _refused;

    public void Sent(string kind)
    {
        lock (_kinds)
            _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
    }

    public void Answered(bool acknowledged) =>
        Interlocked.Increment(ref (acknowledged ? ref _acknowledged : ref _refused));

    public override string ToString()
    {
        lock (_kinds)
        {
            string kinds = string.Join(", ", _kinds.Select(kind => $"{kind.Value} {kind.Key}"));
            return $"{_acknowledged} acknowledged, {_refused} refused; sent {kinds}";
        }
    }
}
