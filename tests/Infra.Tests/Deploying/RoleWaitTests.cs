using Microsoft.Extensions.Time.Testing;
using Webhooks.Tools.Deployment;

namespace Webhooks.Infra.Tests.Deploying;

/// <summary>The first deployment waits for its roles, and no other does.</summary>
public sealed class RoleWaitTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly StringWriter _said = new();
    private IReadOnlyList<string> _asked = [];

    [Fact]
    public async Task New_roles_are_waited_for()
    {
        Task waiting = WaitAsync("2026-01-01T00:00:00.1234567+00:00\n2026-01-02T11:59:00+00:00");

        Assert.False(waiting.IsCompleted);
        _time.Advance(RoleWait.Enough - TimeSpan.FromSeconds(61));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("waiting 120 s", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st", _asked);
    }

    [Theory]
    [InlineData("2026-01-02T11:50:00+00:00")]
    [InlineData("")]
    public async Task Old_roles_are_not_waited_for(string created)
    {
        await WaitAsync(created).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("", _said.ToString());
    }

    public void Dispose() => _said.Dispose();

    private Task WaitAsync(string created) => new RoleWait(
        (arguments, _) =>
        {
            _asked = arguments;
            return Task.FromResult(created);
        },
        _time,
        _said).WaitAsync("sub", "rg", "st", default);
}
