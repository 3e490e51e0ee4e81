namespace Webhooks.Dashboard.Tests;

/// <summary>All tests here share one app and one browser.</summary>
[CollectionDefinition(Name)]
public sealed class PageGroup : ICollectionFixture<PageFixture>
{
    public const string Name = "page";
}
