#nullable disable
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Protocol;

namespace Azure.Data.Tables;

/// <summary>The tables of one account.</summary>
public class TableServiceClient
{
    private readonly TableRest _rest;

    /// <summary>A client of the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string.</param>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <summary>A client of the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="options">Retries, transport and the like.</param>
    public TableServiceClient(string connectionString, TableClientOptions options = null)
        : this(TableConnectionString.Parse(connectionString), options)
    {
    }

    /// <summary>A client that asks for tokens.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="tokenCredential">What gives the tokens.</param>
    /// <param name="options">Retries, transport and the like.</param>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(endpoint, TableRest.Authenticate(tokenCredential), null, options)
    {
    }

    /// <summary>A client that signs with the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="credential">The account's name and key.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>A client that signs with the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="credential">The account's name and key.</param>
    /// <param name="options">Retries, transport and the like.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
        : this(endpoint, TableRest.Authenticate(credential), credential.AccountName, options)
    {
    }

    /// <summary>For doubles.</summary>
    protected TableServiceClient()
    {
    }

    private TableServiceClient(TableConnectionString connection, TableClientOptions options)
        : this(connection.Endpoint, connection.Policy, connection.AccountName, options)
    {
    }

    private TableServiceClient(Uri endpoint, HttpPipelinePolicy policy, string accountName, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _rest = new TableRest(TableAddress.WithoutTable(endpoint, null), policy, options);
        AccountName = accountName ?? TableAddress.AccountOf(endpoint);
    }

    /// <summary>The account's name.</summary>
    public virtual string AccountName { get; }

    /// <summary>The account's table endpoint.</summary>
    public virtual Uri Uri => _rest.Endpoint;

    /// <summary>A client of one table, over the same pipeline.</summary>
    /// <param name="tableName">The table.</param>
    /// <returns>The client; no request is made.</returns>
    public virtual TableClient GetTableClient(string tableName) => new(_rest, AccountName, tableName);

    /// <summary>Creates a table where it is missing.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The table; the raw response's status is 409 where it was there.</returns>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return _rest.CreateIfNotExistsAsync(tableName, cancellationToken);
    }

    /// <summary>Deletes a table.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer; its status is 404 where there was none.</returns>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return _rest.DeleteAsync(tableName, cancellationToken);
    }

    /// <summary>Lists the tables that match a filter, page by page as they are asked for.</summary>
    /// <param name="filter">An OData filter on <c>TableName</c>; null matches all.</param>
    /// <param name="maxPerPage">How many tables a page holds at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The tables.</returns>
    public virtual AsyncPageable<TableItem> QueryAsync(
        string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePageable<TableItem>(
            (continuation, top, token) => _rest.QueryTablesAsync(filter, top, continuation, token), maxPerPage, cancellationToken);
}
