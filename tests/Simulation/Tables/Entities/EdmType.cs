namespace Webhooks.Simulation.Tables.Entities;

/// <summary>The types that a property may have.</summary>
/// <remarks>
/// https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#property-types
/// </remarks>
internal enum EdmType : byte
{
    Text,
    Int32,
    Int64,
    Double,
    Boolean,
    DateTime,
    Guid,
    Binary,
}
