using System.Text.RegularExpressions;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables;

/// <summary>The account's tables. Names differ by more than case.</summary>
/// <remarks>
/// https://learn.microsoft.com/rest/api/storageservices/delete-table: the name of a deleted table is free again after
/// 40 seconds at the earliest.
/// </remarks>
internal sealed partial class TableStore(TimeProvider time, AzureLimits limits)
{
    private readonly SortedDictionary<string, Table> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateTimeOffset> _goneUntil = new(StringComparer.OrdinalIgnoreCase);
    private long _lastWrite;

    public IEnumerable<Table> All => _tables.Values;

    public Table? Find(string name) => _tables.GetValueOrDefault(name);

    public Table Get(string name) =>
        Find(name) ?? throw new StorageFailure(404, "TableNotFound", "The table specified does not exist.");

    public void Create(string? name)
    {
        if (name is null || !LegalName().IsMatch(name))
        {
            throw name is { Length: < 3 or > 63 }
                ? StorageFailure.OutOfRange("The specified resource name length is not within the permissible limits.")
                : new StorageFailure(
                    400, "InvalidResourceName", "The specified resource name contains invalid characters.");
        }

        if (_tables.ContainsKey(name))
            throw new StorageFailure(409, "TableAlreadyExists", "The table specified already exists.");
        if (_goneUntil.TryGetValue(name, out DateTimeOffset until) && time.GetUtcNow() < until)
            throw new StorageFailure(
                409, "TableBeingDeleted", "The specified table is being deleted. Try operation later.");
        _tables.Add(name, new Table(name));
    }

    public void Delete(string name)
    {
        if (!_tables.Remove(name))
            throw new StorageFailure(404, "ResourceNotFound", "The specified resource does not exist.");
        _goneUntil[name] = time.GetUtcNow() + limits.TableDeletion;
    }

    /// <summary>When a row is written: now, but never when another one was, since ETags come of it.</summary>
    public long NextWrite() => _lastWrite = Math.Max(_lastWrite + 1, time.GetUtcNow().UtcTicks);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,62}$")]
    private static partial Regex LegalName();
}
