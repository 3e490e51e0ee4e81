#nullable disable
using Azure.Data.Tables.Protocol;

namespace Azure.Data.Tables;

public partial class TableClient
{
    private const int NotFound = 404;

    /// <summary>Reads an entity.</summary>
    /// <typeparam name="T"><see cref="TableEntity"/>.</typeparam>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its name there.</param>
    /// <param name="select">The columns to read; null reads all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entity.</returns>
    /// <exception cref="RequestFailedException">It is not there (404), or the service said no.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        Response response = await ReadAsync<T>(partitionKey, rowKey, select, null, cancellationToken);
        return Response.FromValue(ReadOne<T>(response), response);
    }

    /// <summary>Reads an entity that may not be there.</summary>
    /// <typeparam name="T"><see cref="TableEntity"/>.</typeparam>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its name there.</param>
    /// <param name="select">The columns to read; null reads all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entity, or no value.</returns>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        Response response = await ReadAsync<T>(partitionKey, rowKey, select, NotFound, cancellationToken);
        return response.Status == NotFound
            ? new NoValueResponse<T>(response)
            : Response.FromValue(ReadOne<T>(response), response);
    }

    /// <summary>Reads the entities that match a filter, page by page as they are asked for.</summary>
    /// <typeparam name="T"><see cref="TableEntity"/>.</typeparam>
    /// <param name="filter">An OData filter; null matches all.</param>
    /// <param name="maxPerPage">How many entities a page holds at most.</param>
    /// <param name="select">The columns to read; null reads all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entities, in the order of their keys.</returns>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        RequireSupported<T>();
        string columns = Join(select);
        TablePageable<TableEntity> entities = new(
            (continuation, top, token) => _rest.QueryEntitiesAsync(Name, filter, columns, top, continuation, token),
            maxPerPage,
            cancellationToken);
        return (AsyncPageable<T>)(object)entities;
    }

    /// <summary>Writes a filter, the values in it quoted and escaped.</summary>
    /// <param name="filter">The filter, <c>$"PartitionKey eq {key}"</c> for instance.</param>
    /// <returns>The OData text.</returns>
    public static string CreateQueryFilter(FormattableString filter) => filter is null ? null : ODataFilter.Create(filter);

    private Task<Response> ReadAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select, int? expected, CancellationToken cancellationToken)
    {
        RequireSupported<T>();
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return _rest.GetAsync(Name, partitionKey, rowKey, Join(select), expected, cancellationToken);
    }

    private static T ReadOne<T>(Response response) =>
        (T)(object)new EntityReader().ReadOne(response.Content.ToMemory().Span);

    private static string Join(IEnumerable<string> select) => select is null ? null : string.Join(',', select);

    private static void RequireSupported<T>()
    {
        if (typeof(T) != typeof(TableEntity))
            throw new NotSupportedException($"This build's Azure.Data.Tables reads TableEntity only, not {typeof(T)}.");
    }
}
