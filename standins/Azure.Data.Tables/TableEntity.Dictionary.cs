#nullable disable
using System.Collections;
using System.Globalization;

namespace Azure.Data.Tables;

public sealed partial class TableEntity : IDictionary<string, object>
{
    /// <summary>The names of all columns, keys included.</summary>
    public ICollection<string> Keys => _columns.Keys;

    /// <summary>How many columns there are, keys included.</summary>
    public int Count => _columns.Count;

    ICollection<object> IDictionary<string, object>.Values => _columns.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <summary>A column; a whole number put where a long or a double is stays a long or a double.</summary>
    /// <param name="key">The column's name.</param>
    /// <returns>Its value, null where there is none.</returns>
    public object this[string key]
    {
        get => Find(key);
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            _columns[key] = Coerce(_columns.GetValueOrDefault(key), value);
        }
    }

    /// <summary>Sets a column.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value.</param>
    public void Add(string key, object value) => this[key] = value;

    /// <summary>Whether there is such a column.</summary>
    /// <param name="key">Its name.</param>
    /// <returns>Whether it is there.</returns>
    public bool ContainsKey(string key) => _columns.ContainsKey(key);

    /// <summary>Removes a column.</summary>
    /// <param name="key">Its name.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string key) => _columns.Remove(key);

    /// <summary>Reads a column.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether it is there.</returns>
    public bool TryGetValue(string key, out object value) => _columns.TryGetValue(key, out value);

    /// <summary>Removes all columns, keys included.</summary>
    public void Clear() => _columns.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => this[item.Key] = item.Value;

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_columns).Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)_columns).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_columns).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() =>
        _columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _columns.GetEnumerator();

    internal Dictionary<string, object>.Enumerator Columns() => _columns.GetEnumerator();

    internal void Load(string key, object value) => _columns[key] = value;

    private static object Coerce(object before, object value) => (before, value) switch
    {
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        (string, DateTime time) => time.ToString(CultureInfo.CurrentCulture),
        (string, DateTimeOffset time) => time.ToString(CultureInfo.CurrentCulture),
        _ => value,
    };
}
