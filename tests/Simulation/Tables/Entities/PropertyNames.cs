using System.Diagnostics.CodeAnalysis;
using System.Text;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables.Entities;

/// <summary>
/// The names that an account's rows use: a few dozen, looked up by their bytes a hundred thousand times a second.
/// </summary>
internal sealed class PropertyNames
{
    private readonly List<PropertyName> _all = [];
    private readonly Dictionary<byte[], PropertyName> _known = new(new BytesComparer());
    private readonly Dictionary<byte[], PropertyName>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public PropertyNames() => _lookup = _known.GetAlternateLookup<ReadOnlySpan<byte>>();

    public PropertyName this[ushort id] => _all[id];

    public PropertyName Get(ReadOnlySpan<byte> utf8)
    {
        if (_lookup.TryGetValue(utf8, out PropertyName? known))
            return known;
        if (_all.Count == ushort.MaxValue)
            throw StorageFailure.InvalidInput("The simulation keeps 65,535 names of properties.");

        PropertyName added = new((ushort)_all.Count, Encoding.UTF8.GetString(utf8));
        _all.Add(added);
        _known.Add(utf8.ToArray(), added);
        return added;
    }

    public PropertyName Get(string name) => Get(Encoding.UTF8.GetBytes(name));

    private sealed class BytesComparer
        : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            uint hash = 2166136261;
            foreach (byte b in alternate)
                hash = (hash ^ b) * 16777619;
            return (int)hash;
        }

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());
    }
}
