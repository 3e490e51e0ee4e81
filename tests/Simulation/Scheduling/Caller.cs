namespace Webhooks.Simulation.Scheduling;

/// <summary>
/// Whoever makes calls and may be lost: then its calls end, it makes no more, and nothing it does is seen.
/// </summary>
/// <param name="name">As the journal has it.</param>
/// <param name="version">Of the app; a later one has a higher number.</param>
internal sealed class Caller(string name, int version)
{
    private readonly LinkedList<StorageCall> _calls = []; // in the order that they were made

    public string Name => name;

    public int Version => version;

    public bool IsLost { get; private set; }

    public event Action? Lost;

    public LinkedListNode<StorageCall> Add(StorageCall call) => _calls.AddLast(call);

    public void Remove(LinkedListNode<StorageCall> call) => _calls.Remove(call);

    public void Lose()
    {
        if (IsLost)
            return;
        IsLost = true;
        foreach (StorageCall call in _calls.ToArray())
            call.Fail(new InstanceLostException());
        Lost?.Invoke();
    }
}
