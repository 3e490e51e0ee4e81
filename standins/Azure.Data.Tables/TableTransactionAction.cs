#nullable disable
namespace Azure.Data.Tables;

/// <summary>One action of a transaction.</summary>
public class TableTransactionAction
{
    /// <summary>An action whatever the entity's version.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The entity to do it with.</param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>An action on a certain version of the entity.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The entity to do it with.</param>
    /// <param name="etag">The version it must have, for updates and deletions.</param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        (ActionType, Entity, ETag) = (actionType, entity, etag);
    }

    /// <summary>What to do.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>The entity to do it with.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The version it must have; the default is any.</summary>
    public ETag ETag { get; }
}
