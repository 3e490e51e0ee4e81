using System.Text.RegularExpressions;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Queues;

/// <summary>The account's queues.</summary>
/// <remarks>
/// https://learn.microsoft.com/rest/api/storageservices/delete-queue3: the name of a deleted queue is free again after
/// 30 seconds at the earliest.
/// </remarks>
internal sealed partial class QueueStore(TimeProvider time, AzureLimits limits)
{
    private readonly SortedDictionary<string, Queue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _goneUntil = [];

    private readonly Dictionary<string, List<TaskCompletionSource>> _listeners = [];

    public IEnumerable<KeyValuePair<string, Queue>> All => _queues;

    public Queue? Find(string name) => _queues.GetValueOrDefault(name);

    public Queue Get(string name) =>
        Find(name) ?? throw new StorageFailure(404, "QueueNotFound", "The specified queue does not exist.");

    /// <summary>False where it is there already, with the same metadata.</summary>
    public bool Create(string name, IReadOnlyDictionary<string, string> metadata)
    {
        if (name.Length is < 3 or > 63)
            throw StorageFailure.OutOfRange("The specified resource name length is not within the permissible limits.");
        if (!LegalName().IsMatch(name))
            throw new StorageFailure(
                400, "InvalidResourceName", "The specified resource name contains invalid characters.");
        if (Find(name) is { } known)
        {
            return Same(known.Metadata, metadata)
                ? false
                : throw new StorageFailure(409, "QueueAlreadyExists", "The specified queue already exists.");
        }

        if (_goneUntil.TryGetValue(name, out DateTimeOffset until) && time.GetUtcNow() < until)
            throw new StorageFailure(409, "QueueBeingDeleted", "The specified queue is being deleted.");
        _queues.Add(name, new Queue(metadata));
        return true;
    }

    public void Delete(string name)
    {
        Get(name);
        _queues.Remove(name);
        _goneUntil[name] = time.GetUtcNow() + limits.QueueDeletion;
    }

    /// <summary>
    /// Ends when a message comes, or comes sooner: for a listener that would otherwise ask again and again.
    /// </summary>
    public Task WhenChangedAsync(string name)
    {
        TaskCompletionSource changed = new();
        if (!_listeners.TryGetValue(name, out List<TaskCompletionSource>? listeners))
            _listeners.Add(name, listeners = []);
        listeners.Add(changed);
        return changed.Task;
    }

    public void TellChange(string name)
    {
        if (_listeners.Remove(name, out List<TaskCompletionSource>? listeners))
            listeners.ForEach(listener => listener.SetResult());
    }

    private static bool Same(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out string? value) && value == pair.Value);

    [GeneratedRegex("^[a-z0-9](-?[a-z0-9])*$")]
    private static partial Regex LegalName();
}
