using System.Runtime.CompilerServices;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>Where the values of one element of <c>data</c> lie.</summary>
internal struct SmartReachItem
{
    /// <summary>The captured values, by field.</summary>
    public Values Fields;

    /// <summary>The element in the body: first byte, bytes.</summary>
    public (int Start, int Length) Whole;

    /// <summary>Its copy without white space and mail bodies, in the reader's data.</summary>
    public (int Start, int Length) Data;

    /// <summary>The wrapped prospect in the body; empty where it is bare or missing.</summary>
    public (int Start, int Length) Prospect;

    /// <summary>True where there is an activity object.</summary>
    public bool HasActivity;

    /// <summary>True where the element itself has a prospect's id or address.</summary>
    public bool HasBareProspect;

    /// <summary>True where the element is what SmartReach documents, or near enough.</summary>
    public readonly bool IsKnownShape => Prospect.Length > 0 || HasActivity || HasBareProspect;

    /// <summary>Forgets the values of a range of fields.</summary>
    public void Forget(SmartReachField first, SmartReachField last)
    {
        for (SmartReachField field = first; field <= last; field++)
            Fields[(int)field] = default;
    }

    /// <summary>One slice for each <see cref="SmartReachField"/>.</summary>
    [InlineArray((int)SmartReachField.Count)]
    internal struct Values
    {
        private JsonSlice _first;
    }
}
