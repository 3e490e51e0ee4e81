namespace Webhooks.Simulation.Tables.Filters;

/// <summary>The keys that a filter leaves possible, so that what it rules out need not be read.</summary>
/// <remarks>
/// From the comparisons that all have to be met; row keys count where the filter names one partition.
/// </remarks>
internal sealed class KeyRange
{
    private readonly List<Condition> _rest = [];

    public KeyRange(Condition? filter)
    {
        if (filter is not null)
            Add(filter);
        Rest = _rest.Count == 0 ? null : _rest.Aggregate((all, next) => new Both(all, next));
    }

    public Bounds Partition { get; } = new();

    public Bounds Row { get; } = new();

    /// <summary>What a row in the range has to meet besides; null where nothing.</summary>
    public Condition? Rest { get; }

    private void Add(Condition condition)
    {
        if (condition is Both both)
        {
            Add(both.Left);
            Add(both.Right);
        }
        else if (condition is not Comparison
        {
            Property: "PartitionKey" or "RowKey", Operator: not "ne",
            Value.Value: string key
        } comparison
            || !(comparison.Property == "RowKey" ? Row : Partition).Narrow(comparison.Operator, key))
        {
            _rest.Add(condition);
        }
    }

    internal sealed class Bounds
    {
        public string From { get; private set; } = "";

        public bool WithFrom { get; private set; } = true;

        public string? To { get; private set; }

        public bool WithTo { get; private set; }

        public bool Holds(string key) => !IsBefore(key) && !IsBehind(key);

        public bool IsBefore(string key)
        {
            int order = string.CompareOrdinal(key, From);
            return order < 0 || (order == 0 && !WithFrom);
        }

        public bool IsBehind(string key)
        {
            if (To is null)
                return false;
            int order = string.CompareOrdinal(key, To);
            return order > 0 || (order == 0 && !WithTo);
        }

        /// <summary>
        /// False where there is such a bound already: the second one is then a condition like any other.
        /// </summary>
        public bool Narrow(string operation, string key)
        {
            bool hasFrom = From.Length > 0 || !WithFrom;
            switch (operation)
            {
                case "eq" when !hasFrom && To is null:
                    (From, To, WithTo) = (key, key, true);
                    return true;
                case "gt" or "ge" when !hasFrom:
                    (From, WithFrom) = (key, operation == "ge");
                    return true;
                case "lt" or "le" when To is null:
                    (To, WithTo) = (key, operation == "le");
                    return true;
                default:
                    return false;
            }
        }
    }
}
