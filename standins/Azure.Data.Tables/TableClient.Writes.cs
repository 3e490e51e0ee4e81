#nullable disable
using Azure.Data.Tables.Protocol;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Stores a new entity.</summary>
    /// <typeparam name="T"><see cref="TableEntity"/>.</typeparam>
    /// <param name="entity">The entity.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, with the new version.</returns>
    /// <exception cref="RequestFailedException">It is there already (409), or the service said no.</exception>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await _rest.AddAsync(Name, EntityWriter.Supported(entity), cancellationToken);

    /// <summary>Stores an entity whether or not there is one.</summary>
    /// <typeparam name="T"><see cref="TableEntity"/>.</typeparam>
    /// <param name="entity">The entity.</param>
    /// <param name="mode">What happens to columns it does not name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, with the new version.</returns>
    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await _rest.PutAsync(Name, EntityWriter.Supported(entity), default, mode, cancellationToken);

    /// <summary>Changes an entity that is there.</summary>
    /// <typeparam name="T"><see cref="TableEntity"/>.</typeparam>
    /// <param name="entity">The entity.</param>
    /// <param name="ifMatch">The version it must have, or <see cref="ETag.All"/>.</param>
    /// <param name="mode">What happens to columns it does not name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, with the new version.</returns>
    /// <exception cref="RequestFailedException">It has another version (412), or is not there (404).</exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        ifMatch == default
            ? throw new ArgumentException("An update needs a version, or ETag.All.", nameof(ifMatch))
            : await _rest.PutAsync(Name, EntityWriter.Supported(entity), ifMatch, mode, cancellationToken);

    /// <summary>Deletes an entity.</summary>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its name there.</param>
    /// <param name="ifMatch">The version it must have; the default is any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer; its status is 404 where there was none.</returns>
    /// <exception cref="RequestFailedException">It has another version (412), or the service said no.</exception>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return await _rest.DeleteAsync(Name, partitionKey, rowKey, ifMatch, cancellationToken);
    }

    /// <summary>Stores up to 100 actions on one partition, all or none.</summary>
    /// <param name="transactionActions">The actions.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>An answer for each action, in their order.</returns>
    /// <exception cref="TableTransactionFailedException">One of them was refused, so nothing was stored.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        return await _rest.SubmitAsync(Name, transactionActions, cancellationToken);
    }
}
