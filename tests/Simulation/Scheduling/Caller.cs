namespace Webhooks.Simulation.Scheduling;

/// <summary>
/// Whoever makes calls and may be lost: then its calls end, it makes no more, and nothing it does is seen.
/// </summary>
/// <param name="name">As the journal has it.</param>
/// <param name="version">Of the app; a later one has a higher number.</param>
internal sealed class Caller(string name, int version)
{
    private readonly HashSet<StorageCall> _calls = [];

    public string Name => name;

    public int Version => version;

    public bool IsLost { get; private set; }

    public event Action? Lost;

    public void Add(StorageCall call) => _calls.Add(call);

    public void Remove(StorageCall call) => _calls.Remove(call);

    public void Lose()
    {
        if (IsLost)
            return;
        IsLost = true;
        // In the order that they were made, which a set does not promise.
        foreach (StorageCall call in _calls.OrderBy(call => call.Number).ToArray())
            call.Fail(new InstanceLostException());
        Lost?.Invoke();
    }
}
