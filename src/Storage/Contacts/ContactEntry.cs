using Webhooks.Storage.Events;

namespace Webhooks.Storage.Contacts;

/// <summary>Leads from a contact to a delivery that names it: a line of a <see cref="ContactRow"/>.</summary>
/// <param name="Name">
/// The contact's hash; or <see cref="ContactRow.More"/>, or <see cref="ContactRow.Unknown"/>.
/// </param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Events">The events of it that name the contact; none where only its text does.</param>
internal sealed record ContactEntry(string Name, string DeliveryId, IReadOnlyList<EventKey> Events)
{
    private const int MaxEvents = 300; // a key has up to a hundred characters; a column 32 Ki

    /// <summary>Writes it.</summary>
    /// <returns>
    /// A line: name, delivery and events with spaces between; more than one where it has many events.
    /// </returns>
    public IEnumerable<string> Lines()
    {
        string begin = $"{Name} {DeliveryId}";
        return Events.Count == 0
            ? [begin]
            : Events.Chunk(MaxEvents).Select(some => $"{begin} {string.Join(' ', some)}");
    }

    /// <summary>Reads a line; null where it is none.</summary>
    public static ContactEntry? Parse(string line)
    {
        string[] parts = line.Split(' ');
        if (parts.Length < 2)
            return null;
        List<EventKey> events = [];
        foreach (string text in parts[2..])
        {
            if (EventKey.TryParse(text, out EventKey key))
                events.Add(key);
        }

        return new ContactEntry(parts[0], parts[1], events);
    }
}
