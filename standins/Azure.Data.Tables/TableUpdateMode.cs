namespace Azure.Data.Tables;

/// <summary>What an update does with columns that it does not name.</summary>
public enum TableUpdateMode
{
    /// <summary>Keeps them.</summary>
    Merge,

    /// <summary>Removes them.</summary>
    Replace,
}
