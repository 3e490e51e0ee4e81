namespace Webhooks.Faults.Tests.Proxy;

/// <summary>Numbers the storage calls of a case, by kind.</summary>
internal sealed class CallLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _occurrences = [];
    private readonly Dictionary<string, (int Occurrence, int Attempts)> _byRequestId = [];

    /// <summary>How many calls there were of each kind.</summary>
    public IReadOnlyDictionary<string, int> Occurrences
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, int>(_occurrences);
        }
    }

    /// <summary>Numbers a call. The clients give all attempts at a call one id.</summary>
    public StorageCall Note(string kind, string? requestId)
    {
        lock (_gate)
        {
            string id = requestId ?? $"{_byRequestId.Count}";
            if (!_byRequestId.TryGetValue(id, out (int Occurrence, int Attempts) call))
                call.Occurrence = _occurrences[kind] = _occurrences.GetValueOrDefault(kind) + 1;
            call.Attempts++;
            _byRequestId[id] = call;
            return new StorageCall(kind, call.Occurrence, call.Attempts);
        }
    }
}
