namespace Webhooks.Storage.Retention;

/// <summary>How far a vendor's days are purged.</summary>
public readonly record struct PurgedDays
{
    /// <summary>Of <c>Events</c>, by the day they happened.</summary>
    public Range Events { get; init; }

    /// <summary>Of <c>Deliveries</c>, by the day they were received.</summary>
    public Range Deliveries { get; init; }

    /// <summary>A range of days from the first one on.</summary>
    /// <param name="Through">The last day that is purged or being purged.</param>
    /// <param name="Done">The last day of which all that may go is gone.</param>
    public readonly record struct Range(DateOnly Through, DateOnly Done)
    {
        /// <summary>Whether a day is purged or being purged.</summary>
        /// <param name="day">The day, in UTC.</param>
        /// <returns>False for every day where none was ever purged.</returns>
        public bool Contains(DateOnly day) => Through != DateOnly.MinValue && day <= Through;
    }
}
