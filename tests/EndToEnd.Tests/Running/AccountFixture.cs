namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>An empty storage account of the test class's own.</summary>
public sealed class AccountFixture : IAsyncLifetime
{
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync() => ConnectionString = await TestAccount.NewAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
