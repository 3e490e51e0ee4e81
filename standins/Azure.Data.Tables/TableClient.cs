#nullable disable
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Protocol;

namespace Azure.Data.Tables;

/// <summary>One table.</summary>
public partial class TableClient
{
    private readonly TableRest _rest;

    /// <summary>A client of the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="tableName">The table.</param>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    /// <summary>A client of the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="options">Retries, transport and the like.</param>
    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TableConnectionString.Parse(connectionString), tableName, options)
    {
    }

    /// <summary>A client that asks for tokens.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="tokenCredential">What gives the tokens.</param>
    /// <param name="options">Retries, transport and the like.</param>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(endpoint, tableName, TableRest.Authenticate(tokenCredential), null, options)
    {
    }

    /// <summary>A client that signs with the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="credential">The account's name and key.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    /// <summary>A client that signs with the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="credential">The account's name and key.</param>
    /// <param name="options">Retries, transport and the like.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(endpoint, tableName, TableRest.Authenticate(credential), credential.AccountName, options)
    {
    }

    /// <summary>For doubles.</summary>
    protected TableClient()
    {
    }

    internal TableClient(TableRest rest, string accountName, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        (_rest, AccountName, Name) = (rest, accountName, tableName);
        Uri = new Uri($"{rest.Endpoint.AbsoluteUri.TrimEnd('/')}/{tableName}");
    }

    private TableClient(TableConnectionString connection, string tableName, TableClientOptions options)
        : this(connection.Endpoint, tableName, connection.Policy, connection.AccountName, options)
    {
    }

    private TableClient(Uri endpoint, string tableName, HttpPipelinePolicy policy, string accountName, TableClientOptions options)
        : this(
            new TableRest(TableAddress.WithoutTable(endpoint, tableName), policy, options),
            accountName ?? TableAddress.AccountOf(endpoint),
            tableName)
    {
    }

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    /// <summary>The account's name.</summary>
    public virtual string AccountName { get; }

    /// <summary>The table's address.</summary>
    public virtual Uri Uri { get; }

    /// <summary>Creates the table where it is missing.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The table; the raw response's status is 409 where it was there.</returns>
    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        _rest.CreateIfNotExistsAsync(Name, cancellationToken);

    /// <summary>Deletes the table.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer; its status is 404 where there was none.</returns>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        _rest.DeleteAsync(Name, cancellationToken);
}
