namespace Azure.Data.Tables;

/// <summary>What one action of a transaction does.</summary>
public enum TableTransactionActionType
{
    /// <summary>Adds a new entity.</summary>
    Add,

    /// <summary>Changes the named columns of an entity.</summary>
    UpdateMerge,

    /// <summary>Replaces an entity.</summary>
    UpdateReplace,

    /// <summary>Deletes an entity.</summary>
    Delete,

    /// <summary>Adds an entity, or changes the named columns of the one that is there.</summary>
    UpsertMerge,

    /// <summary>Adds an entity, or replaces the one that is there.</summary>
    UpsertReplace,
}
